package io.fumikura.inference.batch;

import java.time.Duration;

/** Told of every batch that ran, on the thread that ran it. */
@FunctionalInterface
public interface BatchListener {
    void ran(Batched batch);

    /** The device is gone: the batcher takes no more calls, and the process should end. */
    default void deviceLost(DeviceLost reason) {}

    static BatchListener none() {
        return batch -> {};
    }

    /**
     * @param tokens of all rows, without padding
     * @param paddedTokens rows times the longest row
     */
    record Batched(
            Lane lane, int rows, int tokens, int paddedTokens, Duration took, boolean failed) {}
}
