package io.fumikura.inference.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Answers each input with its name. Every batch waits for a permit of {@link #let}, so a test
 * decides what is queued while the model is busy.
 */
final class FakeModel implements BatchFunction<FakeModel.Text, String> {
    private final Semaphore permits = new Semaphore(0);
    private final List<List<String>> batches = new ArrayList<>();
    private final Semaphore entered = new Semaphore(0);

    record Text(String name, int tokens) implements Sized {}

    static Text text(String name, int tokens) {
        return new Text(name, tokens);
    }

    @Override
    public List<String> run(List<Text> inputs) {
        synchronized (batches) {
            batches.add(inputs.stream().map(Text::name).toList());
        }
        entered.release();
        permits.acquireUninterruptibly();
        if (inputs.stream().anyMatch(input -> input.name().equals("poison"))) {
            throw new IllegalStateException("poison");
        }
        if (inputs.stream().anyMatch(input -> input.name().equals("lost"))) {
            throw new DeviceLost("CUDA failure 719", new IllegalStateException());
        }
        return inputs.stream().map(Text::name).toList();
    }

    void let(int count) {
        permits.release(count);
    }

    void awaitBusy() throws InterruptedException {
        awaitBatches(1);
    }

    /** Until so many batches have begun since the last time it was asked. */
    void awaitBatches(int count) throws InterruptedException {
        entered.acquire(count);
    }

    List<List<String>> batches() {
        synchronized (batches) {
            return List.copyOf(batches);
        }
    }
}
