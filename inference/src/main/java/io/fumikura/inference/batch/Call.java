package io.fumikura.inference.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One admitted call: its inputs in the queue, and what has been computed of it. */
final class Call<I extends Sized, O> {
    final CompletableFuture<BatchResult<O>> future = new CompletableFuture<>();
    final List<Item<I, O>> items = new ArrayList<>();
    final long tokens;

    // Guarded by this: two batches may hold inputs of one call.
    private final long admitted = System.nanoTime();
    private final List<@Nullable O> outputs;
    private int missing;
    private long started;
    private long inferenceNanos;

    /** One input of a call. */
    record Item<I extends Sized, O>(Call<I, O> call, int index, I input) {
        int tokens() {
            return input.tokens();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    Call(List<I> inputs) {
        long sum = 0;
        for (int i = 0; i < inputs.size(); i++) {
            items.add(new Item<>(this, i, inputs.get(i)));
            sum += inputs.get(i).tokens();
        }
        tokens = sum;
        outputs = new ArrayList<>(Collections.nCopies(inputs.size(), null));
        missing = inputs.size();
    }

    synchronized void takesPart(long startNanos, long tookNanos) {
        if (started == 0) {
            started = startNanos;
        }
        inferenceNanos += tookNanos;
    }

    void computed(int index, O output) {
        if (isLast(index, output)) {
            @SuppressWarnings("unchecked") // every place has been set
            List<O> complete = (List<O>) (List<?>) outputs;
            future.complete(new BatchResult<>(complete, timings()));
        }
    }

    private synchronized boolean isLast(int index, O output) {
        outputs.set(index, output);
        missing--;
        return missing == 0;
    }

    private synchronized BatchTimings timings() {
        return new BatchTimings(
                Duration.ofNanos(Math.max(0, started - admitted)),
                Duration.ofNanos(inferenceNanos));
    }
}
