package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs the tests of a class in virtual threads, if callers are to be such, and fails the class if one of them was pinned to its
 * carrier by this library or what it calls, as the JDK's flight recorder says.
 */
final class VirtualCallers implements InvocationInterceptor, BeforeAllCallback, AfterAllCallback {

    private static final Namespace OURS = Namespace.create(VirtualCallers.class);

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (CallerThreads.areVirtual()) {
            store(context).put(context.getUniqueId(), PinnedThreads.watch());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        PinnedThreads watched = store(context).remove(context.getUniqueId(), PinnedThreads.class);
        if (watched != null) {
            try (watched) {
                assertThat(watched.stacks())
                        .as("where virtual threads were pinned")
                        .isEmpty();
            }
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getRoot().getStore(OURS);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        inCallersThread(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        inCallersThread(invocation);
    }

    private static void inCallersThread(Invocation<Void> invocation) throws Throwable {
        if (!CallerThreads.areVirtual()) {
            invocation.proceed();
            return;
        }
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread caller = CallerThreads.of(
                () -> {
                    Throwable thrown = null;
                    try {
                        invocation.proceed();
                    } catch (Throwable e) {
                        thrown = e;
                    }
                    end.complete(thrown);
                },
                "test");
        caller.start();
        Throwable thrown;
        try {
            thrown = end.get();
        } catch (InterruptedException e) { // the test took too long
            caller.interrupt();
            throw e;
        }
        if (thrown != null) {
            throw thrown;
        }
    }
}
