package io.innkeeper.booking.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Many who ask at the same instant. */
final class Crowd {

    private Crowd() {}

    /** Asks everything at once, each on a thread of its own that waits until all are ready. */
    static <Q, A> List<A> askAtOnce(List<Q> questions, Function<Q, A> answer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(questions.size());
        try {
            CyclicBarrier ready = new CyclicBarrier(questions.size());
            List<Future<A>> pending = new ArrayList<>();
            for (Q question : questions) {
                pending.add(threads.submit(() -> {
                    ready.await(1, TimeUnit.MINUTES);
                    return answer.apply(question);
                }));
            }
            List<A> answers = new ArrayList<>();
            for (Future<A> one : pending) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }
}
