package io.fumikura.inference;

import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.onnx.OnnxOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may choose about a model.
 *
 * @param digest of the one model that was approved; another one is refused. Null: any
 * @param maxTokens longest input; null: the manifest's default
 */
public record TextModelOptions(
        OnnxOptions onnx,
        @Nullable String digest,
        @Nullable Integer maxTokens,
        BatchOptions batches) {

    public static TextModelOptions defaults(Device device) {
        return new TextModelOptions(OnnxOptions.on(device), null, null, BatchOptions.defaults());
    }

    public TextModelOptions withDigest(String approved) {
        return new TextModelOptions(onnx, approved, maxTokens, batches);
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
}
