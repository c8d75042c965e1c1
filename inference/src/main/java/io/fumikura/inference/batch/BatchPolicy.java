package io.fumikura.inference.batch;

import java.time.Duration;

/**
 * @param maxBatchTokens largest batch: rows times its longest row; also the longest input taken
 * @param maxBatchRows most rows of a batch
 * @param maxBatchTime a batch is kept so small that it takes no longer than this, as far as the
 *     throughput so far tells; an input that takes longer by itself is a batch of its own
 * @param maxPadding largest part of a batch that may be padding, 0…1
 * @param freePaddingTokens a batch of no more than this costs its overhead rather than its tokens:
 *     padding does not count in it
 * @param inFlight batches that are computed at the same time
 * @param maxQueuedTokens how much may wait in each lane before calls are refused; a call that finds
 *     its lane empty is always taken, whatever its size
 * @param bulkShare the part of the computed tokens the bulk lane gets while both lanes wait, 0…1
 * @param drainTimeout how long {@code close} waits for what was admitted
 */
public record BatchPolicy(
        int maxBatchTokens,
        int maxBatchRows,
        Duration maxBatchTime,
        double maxPadding,
        int freePaddingTokens,
        int inFlight,
        long maxQueuedTokens,
        double bulkShare,
        Duration drainTimeout) {
    public BatchPolicy {
        if (maxBatchTokens < 1 || maxBatchRows < 1 || maxQueuedTokens < 1 || inFlight < 1) {
            throw new IllegalArgumentException("limits of batches and queues are at least 1");
        }
        if (maxBatchTime.isZero() || maxBatchTime.isNegative()) {
            throw new IllegalArgumentException("the longest time of a batch is above 0");
        }
        if (!(bulkShare >= 0 && bulkShare < 1) || !(maxPadding >= 0 && maxPadding < 1)) {
            throw new IllegalArgumentException(
                    "the bulk share and the padding are at least 0 and below 1");
        }
    }

    /** Whether a batch may look like this; {@code tokens} are those that are no padding. */
    boolean allows(long paddedTokens, long tokens) {
        return paddedTokens <= freePaddingTokens
                || paddedTokens - tokens <= maxPadding * paddedTokens;
    }
}
