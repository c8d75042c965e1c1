package io.fumikura.query;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Many requests, some at a time. */
final class Concurrently {
    private static final int AT_A_TIME = 8;

    private Concurrently() {}

    /** The results in the order of what they were made of. */
    static <T, R> List<R> all(List<T> work, Function<T, R> done) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Callable<R>> calls =
                    work.stream().map(one -> (Callable<R>) () -> done.apply(one)).toList();
            List<Future<R>> futures = threads.invokeAll(calls);
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
