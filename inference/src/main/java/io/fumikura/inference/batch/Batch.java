package io.fumikura.inference.batch;

import io.fumikura.inference.batch.Call.Item;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is computed in one run. */
record Batch<I extends Sized, O>(Lane lane, List<Item<I, O>> items) {
    int tokens() {
        return items.stream().mapToInt(Item::tokens).sum();
    }

    int paddedTokens() {
        return items.size() * items.stream().mapToInt(Item::tokens).max().orElse(0);
    }

    List<I> inputs() {
        return items.stream().map(Item::input).toList();
    }

    Set<Call<I, O>> calls() {
        Set<Call<I, O>> calls = new LinkedHashSet<>();
        items.forEach(item -> calls.add(item.call()));
        return calls;
    }

    void complete(List<O> outputs, long startNanos, long tookNanos) {
        calls().forEach(call -> call.takesPart(startNanos, tookNanos));
        for (int i = 0; i < outputs.size(); i++) {
            items.get(i).call().computed(items.get(i).index(), outputs.get(i));
        }
    }

    void fail(Throwable reason) {
        calls().forEach(call -> call.future.completeExceptionally(reason));
    }
}
