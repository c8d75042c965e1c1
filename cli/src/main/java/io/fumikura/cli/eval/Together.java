package io.fumikura.cli.eval;

import io.fumikura.cli.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same for every item, a few at a time. */
final class Together {
    private Together() {}

    /** What came of each, in the order of the items; the first failure ends it. */
    static <T, R> List<R> forEach(int threads, List<T> items, Function<T, R> work)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<R>> futures =
                    items.stream().map(item -> pool.submit(call(work, item))).toList();
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CommandFailure("it could not be done: " + e.getMessage(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T, R> Callable<R> call(Function<T, R> work, T item) {
        return () -> work.apply(item);
    }
}
