package io.innkeeper.booking.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Runs threads against each other: none begins before all are there, and all are waited for, but not for ever. */
final class Race {

    private static final long SECONDS = 120;
    private static final String THREAD_NAME = "race";

    private static final ExecutorService THREADS =
            Executors.newCachedThreadPool(task -> CallerThreads.of(task, THREAD_NAME));

    private Race() {}

    /** What one thread does. */
    @FunctionalInterface
    interface Runner<T> {
        T run(int number) throws Exception;
    }

    /**
     * Answers in the order of the threads' numbers.
     *
     * @throws AssertionError if a thread throws, or if one is not done after two minutes: then with the stack of each
     */
    static <T> List<T> run(int threads, Runner<? extends T> runner) {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            running.add(THREADS.submit(() -> {
                start.await(SECONDS, TimeUnit.SECONDS);
                return runner.run(number);
            }));
        }
        return answers(running);
    }

    private static <T> List<T> answers(List<Future<T>> running) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        List<T> answers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Future<T> future : running) {
            try {
                answers.add(future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            } catch (TimeoutException e) {
                AssertionError stuck = new AssertionError("not done after " + SECONDS + " s; " + stacks());
                running.forEach(left -> left.cancel(true));
                throw stuck;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while threads were racing", e);
            }
        }
        if (!failures.isEmpty()) {
            AssertionError failed = new AssertionError(
                    failures.size() + " of " + running.size() + " racing threads threw, first: " + failures.get(0),
                    failures.get(0));
            failures.stream().skip(1).limit(4).forEach(failed::addSuppressed);
            throw failed;
        }
        return answers;
    }

    private static String stacks() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals(THREAD_NAME))
                .map(Race::stack)
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static String stack(Map.Entry<Thread, StackTraceElement[]> entry) {
        StringBuilder text = new StringBuilder("a thread is at");
        for (StackTraceElement element : entry.getValue()) {
            text.append("\n    ").append(element);
        }
        return text.toString();
    }
}
