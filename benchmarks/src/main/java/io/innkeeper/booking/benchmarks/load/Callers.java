package io.innkeeper.booking.benchmarks.load;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Has many threads call at once, and measures how long each is kept waiting. */
final class Callers {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Virtual threads are in the JDK from here on. */
    static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private Callers() {}

    /** One caller of many, with its number. It asks for one thing, and answers whether it got it; what it throws ends the measurement. */
    @FunctionalInterface
    interface Call {

        boolean ask(int caller);
    }

    /**
     * What was measured.
     *
     * @param perSecond how many got what they asked for, a second
     * @param nanos how long each of them waited
     */
    record Measured(double perSecond, Histogram nanos) {

        /** The time in milliseconds within which so many of 100 were answered. */
        double millis(double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1e6;
        }
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    /** A closed loop: each caller asks again as soon as it has its answer. What was asked before the warm-up ended is not counted. */
    static Measured closedLoop(Threads threads, int callers, int warmUpSeconds, int seconds, Call call)
            throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        long begin = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUpSeconds);
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<Histogram> all = run(threads, callers, over, () -> {}, (caller, own) -> {
            while (!over.get()) {
                long asked = System.nanoTime();
                if (asked >= end) {
                    return;
                }
                boolean counts = call.ask(caller);
                long answered = System.nanoTime();
                if (counts && asked >= begin && answered <= end) {
                    own.recordValue(Math.min(LONGEST_NANOS, answered - asked));
                }
            }
        });
        Histogram sum = sum(all);
        return new Measured((double) sum.getTotalCount() / seconds, sum);
    }

    /**
     * An open loop: requests come at a constant rate, whether or not earlier ones are answered, and each waits from the time at
     * which it was to be made. If all callers are busy it waits for one, which counts.
     */
    static Measured openLoop(Threads threads, int callers, double rate, int warmUpSeconds, int seconds, Call call)
            throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong next = new AtomicLong();
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        double gap = 1e9 / rate;
        long first = (long) (warmUpSeconds * rate);
        long last = (long) ((warmUpSeconds + seconds) * rate);
        List<Histogram> all = run(threads, callers, over, () -> {}, (caller, own) -> {
            while (!over.get()) {
                long number = next.getAndIncrement();
                if (number >= last) {
                    return;
                }
                long intended = start + (long) (number * gap);
                for (long left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                if (call.ask(caller) && number >= first) {
                    own.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - intended));
                }
            }
        });
        double took = (System.nanoTime() - start) / 1e9 - warmUpSeconds;
        Histogram sum = sum(all);
        return new Measured(sum.getTotalCount() / took, sum);
    }

    /** Told of an open loop by its own threads. */
    interface Rush {

        /** All callers are there, and so many wait as will. */
        void begins();

        /** Nothing is counted any more. */
        void ends();

        /** A request has waited in vain for a caller. */
        void turnedAway();
    }

    /**
     * An open loop in which nobody waits for a caller for ever. What was answered after the warm-up and before the end is
     * counted. Requests are made up to a millisecond late, so that a caller who has its answer at once makes the next one without
     * having to be woken: most of what a request costs that is refused would be that of asking.
     *
     * @param patience how long requests wait for a caller
     */
    static Measured rush(
            Threads threads,
            int callers,
            double rate,
            int warmUpSeconds,
            int seconds,
            Duration patience,
            Rush rush,
            Call call)
            throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong next = new AtomicLong();
        AtomicLong start = new AtomicLong();
        Semaphore due = new Semaphore(0);
        double gap = 1e9 / rate;
        long warmUp = TimeUnit.SECONDS.toNanos(warmUpSeconds);
        long end = warmUp + TimeUnit.SECONDS.toNanos(seconds);
        Runnable pacing = () -> {
            long released = 0;
            boolean begun = false;
            for (long now = 0; now < end && !over.get(); now = System.nanoTime() - start.get()) {
                if (!begun && now >= warmUp) {
                    begun = true;
                    rush.begins();
                }
                int more = (int) ((long) (now / gap) - released);
                due.release(more);
                released += more;
                LockSupport.parkNanos(TICK_NANOS);
            }
            rush.ends();
            over.set(true);
            due.release(callers);
        };
        Runnable begin = () -> {
            start.set(System.nanoTime());
            Threads.PLATFORM.start(pacing);
        };
        List<Histogram> all = run(threads, callers, over, begin, (caller, own) -> {
            while (true) {
                due.acquireUninterruptibly();
                if (over.get()) {
                    return;
                }
                long intended = (long) (next.getAndIncrement() * gap);
                if (System.nanoTime() - start.get() - intended > patience.toNanos()) {
                    rush.turnedAway();
                } else {
                    boolean counts = call.ask(caller);
                    long answered = System.nanoTime() - start.get();
                    if (counts && answered >= warmUp && answered < end) {
                        own.recordValue(Math.min(LONGEST_NANOS, answered - intended));
                    }
                }
            }
        });
        Histogram sum = sum(all);
        return new Measured((double) sum.getTotalCount() / seconds, sum);
    }

    private static Histogram sum(List<Histogram> all) {
        Histogram sum = histogram();
        all.forEach(sum::add);
        return sum;
    }

    @FunctionalInterface
    private interface Work {

        void run(int caller, Histogram own);
    }

    /** Has all of them work, once all are there and somebody has begun. */
    private static List<Histogram> run(Threads threads, int callers, AtomicBoolean over, Runnable begin, Work work)
            throws InterruptedException {
        CyclicBarrier ready = new CyclicBarrier(callers, begin);
        List<FutureTask<Histogram>> tasks = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int caller = i;
            FutureTask<Histogram> task = new FutureTask<>(() -> {
                ready.await();
                Histogram own = histogram();
                try {
                    work.run(caller, own);
                } catch (RuntimeException | Error e) {
                    over.set(true); // what the others would measure is worth nothing
                    throw e;
                }
                return own;
            });
            tasks.add(task);
            threads.start(task);
        }
        List<Histogram> all = new ArrayList<>();
        for (Future<Histogram> each : tasks) {
            try {
                all.add(each.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a caller failed", e.getCause());
            }
        }
        return all;
    }

    /** Kinds of threads. */
    enum Threads {
        /** Those of the operating system. */
        PLATFORM {
            @Override
            void start(Runnable work) {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                thread.start();
            }
        },
        /** Those of the JDK, from {@value Callers#FIRST_WITH_VIRTUAL_THREADS} on. */
        VIRTUAL {
            @Override
            void start(Runnable work) {
                try {
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
                } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException("there are no virtual threads in JDK " + Runtime.version(), e);
                }
            }
        };

        abstract void start(Runnable work);
    }
}
