package io.fumikura.inference;

import io.fumikura.inference.batch.BatchPolicy;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.BatchLimits;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may choose about batches and queues; null leaves it to the manifest or the
 * device.
 *
 * @param maxTokens largest batch, padding included
 * @param maxTime longest batch, as far as the throughput so far tells
 * @param maxPadding largest part of a batch that may be padding, 0…1
 * @param inFlight batches computed at the same time
 * @param maxQueuedTokens how much may wait in one lane
 * @param bulkShare of the bulk lane while both lanes wait, 0…1
 */
public record BatchOptions(
        @Nullable Integer maxTokens,
        @Nullable Integer maxRows,
        Duration maxTime,
        double maxPadding,
        @Nullable Integer inFlight,
        long maxQueuedTokens,
        double bulkShare,
        Duration drainTimeout) {

    private static final int DEFAULT_TOKENS = 16_384;
    private static final int DEFAULT_ROWS = 64;

    /**
     * Two runs fill the gaps one leaves between its threads: 8 to 20 % more on two cores. A GPU
     * computes them one after the other.
     */
    private static final int CPU_IN_FLIGHT = 2;

    /** From here on a row more costs as much as it holds (two cores, 6 layers of 384). */
    private static final int CPU_FREE_PADDING_TOKENS = 64;

    /**
     * Below this a model of a billion parameters waits for its weights to be read, not for sums.
     */
    private static final int GPU_FREE_PADDING_TOKENS = 512;

    public static BatchOptions defaults() {
        return new BatchOptions(
                null,
                null,
                Duration.ofMillis(100),
                0.1,
                null,
                262_144,
                0.2,
                Duration.ofSeconds(20));
    }

    /**
     * @param longest input in tokens
     * @throws IllegalArgumentException no batch could hold it
     */
    BatchPolicy policy(ModelManifest manifest, Device device, int longest) {
        BatchLimits limits =
                Objects.requireNonNullElse(manifest.batch(), new BatchLimits(null, null));
        int tokens = choose(maxTokens, limits.maxTokens(), DEFAULT_TOKENS);
        if (tokens < longest) {
            throw new IllegalArgumentException(
                    "max batch tokens is %d and max tokens %d: no batch could hold the longest input"
                            .formatted(tokens, longest));
        }
        return new BatchPolicy(
                tokens,
                choose(maxRows, limits.maxRows(), DEFAULT_ROWS),
                maxTime,
                maxPadding,
                device.isGpu() ? GPU_FREE_PADDING_TOKENS : CPU_FREE_PADDING_TOKENS,
                choose(inFlight, null, device.isGpu() ? 1 : CPU_IN_FLIGHT),
                maxQueuedTokens,
                bulkShare,
                drainTimeout);
    }

    private static int choose(@Nullable Integer first, @Nullable Integer second, int otherwise) {
        return first != null ? first : Objects.requireNonNullElse(second, otherwise);
    }
}
