package io.fumikura.inference.batch;

import java.time.Duration;

/**
 * @param maxBatchTokens largest batch: rows times its longest row; also the longest input taken
 * @param maxBatchRows most rows of a batch
 * @param maxQueuedTokens how much may wait in each lane before calls are refused; a call that finds
 *     its lane empty is always taken, whatever its size
 * @param bulkShare the part of the computed tokens the bulk lane gets while both lanes wait, 0…1
 * @param drainTimeout how long {@code close} waits for what was admitted
 */
public record BatchPolicy(
        int maxBatchTokens,
        int maxBatchRows,
        long maxQueuedTokens,
        double bulkShare,
        Duration drainTimeout) {
    public BatchPolicy {
        if (maxBatchTokens < 1 || maxBatchRows < 1 || maxQueuedTokens < 1) {
            throw new IllegalArgumentException("limits of batches and queues are at least 1");
        }
        if (!(bulkShare >= 0 && bulkShare < 1)) {
            throw new IllegalArgumentException("the bulk share is at least 0 and below 1");
        }
    }
}
