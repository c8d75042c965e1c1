package io.fumikura.inference.batch;

import io.fumikura.inference.batch.Call.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What waits in one lane, oldest first. Guarded by the batcher's lock. */
final class LaneQueue<I extends Sized, O> {
    private static final int WINDOW_BATCHES = 4;

    private final BatchPolicy policy;
    private final Set<Item<I, O>> waiting = new LinkedHashSet<>();
    private long tokens;

    LaneQueue(BatchPolicy policy) {
        this.policy = policy;
    }

    boolean admits(Call<I, O> call) {
        return waiting.isEmpty() || tokens + call.tokens <= policy.maxQueuedTokens();
    }

    void add(Call<I, O> call) {
        waiting.addAll(call.items);
        tokens += call.tokens;
    }

    void forget(Call<I, O> call) {
        call.items.forEach(this::remove);
    }

    private void remove(Item<I, O> item) {
        if (waiting.remove(item)) {
            tokens -= item.tokens();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long tokens() {
        return tokens;
    }

    int size() {
        return waiting.size();
    }

    /**
     * Takes the next batch: the one that has waited longest, and from those behind it the ones
     * nearest to its length, while rows times longest stays within the budget and no more than half
     * of the batch is padding. The oldest is always taken, so nothing can be passed over for ever.
     */
    List<Item<I, O>> take() {
        List<Item<I, O>> window =
                new ArrayList<>(
                        waiting.stream()
                                .limit((long) WINDOW_BATCHES * policy.maxBatchRows())
                                .toList());
        int wanted = window.get(0).tokens();
        window.sort(Comparator.comparingInt(item -> Math.abs(item.tokens() - wanted)));

        List<Item<I, O>> batch = new ArrayList<>();
        long longest = 0;
        long sum = 0;
        for (Item<I, O> item : window) {
            long longestWith = Math.max(longest, item.tokens());
            long padded = longestWith * (batch.size() + 1);
            long sumWith = sum + item.tokens();
            if (padded <= policy.maxBatchTokens() && padded <= 2 * sumWith) {
                batch.add(item);
                longest = longestWith;
                sum = sumWith;
                if (batch.size() == policy.maxBatchRows()) {
                    break;
                }
            }
        }
        batch.forEach(this::remove);
        return batch;
    }

    /** The calls that still have something here. */
    List<Call<I, O>> calls() {
        return waiting.stream().map(Item::call).distinct().toList();
    }
}
