package io.fumikura.inference;

import io.fumikura.inference.batch.BatchPolicy;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.BatchLimits;
import io.fumikura.inference.onnx.OnnxOptions;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may choose about a model; null leaves it to the manifest.
 *
 * @param digest of the one model that was approved; another one is refused
 * @param maxTokens longest input
 * @param maxBatchTokens largest batch, padding included
 * @param maxQueuedTokens how much may wait in one lane
 * @param bulkShare of the bulk lane while both lanes wait, 0…1
 */
public record TextModelOptions(
        OnnxOptions onnx,
        @Nullable String digest,
        @Nullable Integer maxTokens,
        @Nullable Integer maxBatchTokens,
        @Nullable Integer maxBatchRows,
        long maxQueuedTokens,
        double bulkShare,
        Duration drainTimeout) {

    private static final int DEFAULT_BATCH_TOKENS = 16_384;
    private static final int DEFAULT_BATCH_ROWS = 64;
    private static final long DEFAULT_QUEUED_TOKENS = 262_144;

    public static TextModelOptions defaults(Device device) {
        return new TextModelOptions(
                OnnxOptions.on(device),
                null,
                null,
                null,
                null,
                DEFAULT_QUEUED_TOKENS,
                0.2,
                Duration.ofSeconds(20));
    }

    public TextModelOptions withDigest(String approved) {
        return new TextModelOptions(
                onnx,
                approved,
                maxTokens,
                maxBatchTokens,
                maxBatchRows,
                maxQueuedTokens,
                bulkShare,
                drainTimeout);
    }

    int limit(ModelManifest manifest) {
        int limit =
                maxTokens != null
                        ? maxTokens
                        : Objects.requireNonNullElse(
                                manifest.defaultMaxTokens(), manifest.maxTokens());
        if (limit < 1 || limit > manifest.maxTokens()) {
            throw new IllegalArgumentException(
                    "max tokens is %d, %s takes 1 to %d"
                            .formatted(limit, manifest.id(), manifest.maxTokens()));
        }
        return limit;
    }

    BatchPolicy policy(ModelManifest manifest) {
        BatchLimits limits =
                Objects.requireNonNullElse(manifest.batch(), new BatchLimits(null, null));
        int tokens = choose(maxBatchTokens, limits.maxTokens(), DEFAULT_BATCH_TOKENS);
        int rows = choose(maxBatchRows, limits.maxRows(), DEFAULT_BATCH_ROWS);
        if (tokens < limit(manifest)) {
            throw new IllegalArgumentException(
                    "max batch tokens is %d and max tokens %d: no batch could hold the longest input"
                            .formatted(tokens, limit(manifest)));
        }
        return new BatchPolicy(tokens, rows, maxQueuedTokens, bulkShare, drainTimeout);
    }

    private static int choose(@Nullable Integer first, @Nullable Integer second, int otherwise) {
        return first != null ? first : Objects.requireNonNullElse(second, otherwise);
    }
}
