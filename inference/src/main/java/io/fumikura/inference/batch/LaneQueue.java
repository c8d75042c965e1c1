package io.fumikura.inference.batch;

import io.fumikura.inference.batch.Call.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
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
     * Takes the next batch: the input that has waited longest, and of those behind it the ones
     * nearest to its length, while rows times longest stays within the budget and the policy allows
     * the padding. The oldest is always taken, so nothing can be passed over for ever.
     *
     * @param budget rows times longest, but for an input that is longer by itself
     */
    List<Item<I, O>> take(int budget) {
        List<Item<I, O>> window = window();
        Item<I, O> oldest = window.get(0);
        window.sort(Comparator.comparingInt(item -> Math.abs(item.tokens() - oldest.tokens())));

        List<Item<I, O>> batch = new ArrayList<>();
        batch.add(oldest);
        long longest = oldest.tokens();
        long sum = longest;
        for (Item<I, O> item : window) {
            if (batch.size() == policy.maxBatchRows()) {
                break;
            }
            long longestWith = Math.max(longest, item.tokens());
            long padded = longestWith * (batch.size() + 1);
            if (!item.equals(oldest)
                    && padded <= budget
                    && policy.allows(padded, sum + item.tokens())) {
                batch.add(item);
                longest = longestWith;
                sum += item.tokens();
            }
        }
        batch.forEach(this::remove);
        return batch;
    }

    private List<Item<I, O>> window() {
        int size = Math.min(waiting.size(), WINDOW_BATCHES * policy.maxBatchRows());
        List<Item<I, O>> window = new ArrayList<>(size);
        for (Iterator<Item<I, O>> item = waiting.iterator(); window.size() < size; ) {
            window.add(item.next());
        }
        return window;
    }

    /** The calls that still have something here. */
    List<Call<I, O>> calls() {
        return waiting.stream().map(Item::call).distinct().toList();
    }
}
