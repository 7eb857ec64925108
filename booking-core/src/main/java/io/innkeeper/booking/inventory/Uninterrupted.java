package io.innkeeper.booking.inventory;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps work that others wait for away from who may interrupt the thread. Reading from a socket goes on when a platform
 * thread is interrupted; of a virtual thread that is interrupted the JDK closes the socket, and if a COMMIT is on its way
 * then, nobody knows what became of the changes of all others.
 */
final class Uninterrupted {

    /** Null before JDK 21, which has no virtual threads. */
    private static final @Nullable Method IS_VIRTUAL = isVirtual();

    private Uninterrupted() {}

    private static @Nullable Method isVirtual() {
        try {
            return Thread.class.getMethod("isVirtual");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Does it on this thread, unless that is a virtual one, and otherwise on another while this one waits. */
    static <T> T get(Supplier<T> work) {
        if (!isVirtual(Thread.currentThread())) {
            return work.get();
        }
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "innkeeper-merge");
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause(); // a supplier throws nothing else
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invoke(thread);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public method cannot be called: " + IS_VIRTUAL, e);
        }
    }
}
