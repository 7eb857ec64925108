package io.innkeeper.booking.tck;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * The threads that call what is under test: virtual ones if the system property {@value #PROPERTY} is {@code true}, which takes a
 * JDK that has them.
 */
public final class CallerThreads {

    static final String PROPERTY = "innkeeper.tck.virtual";

    /** The JDK does not list them. */
    private static final Set<Thread> VIRTUAL =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    private CallerThreads() {}

    /** Where each thread is, those that call what is under test included. */
    public static List<StackTraceElement[]> stackTraces() {
        List<StackTraceElement[]> traces =
                new ArrayList<>(Thread.getAllStackTraces().values());
        synchronized (VIRTUAL) {
            VIRTUAL.forEach(thread -> traces.add(thread.getStackTrace()));
        }
        return traces;
    }

    static boolean areVirtual() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** A thread that is not started, and keeps no JVM from ending. */
    static Thread of(Runnable task, String name) {
        if (areVirtual()) {
            Thread virtual = Factory.VIRTUAL.newThread(task);
            virtual.setName(name);
            VIRTUAL.add(virtual);
            return virtual;
        }
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** By reflection, since the oldest JDK that this is compiled for has none. */
    private static final class Factory {

        static final ThreadFactory VIRTUAL = factory();

        private static ThreadFactory factory() {
            try {
                Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
                return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                        .getMethod("factory")
                        .invoke(builder);
            } catch (ClassNotFoundException
                    | NoSuchMethodException
                    | IllegalAccessException
                    | InvocationTargetException e) {
                throw new IllegalStateException("this JDK has no virtual threads, which " + PROPERTY + " asks for", e);
            }
        }
    }
}
