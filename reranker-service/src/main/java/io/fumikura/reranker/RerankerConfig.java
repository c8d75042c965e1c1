package io.fumikura.reranker;

import io.fumikura.inference.TextModelOptions;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.onnx.OnnxOptions;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything an operator can set; what the model is stands in its folder. */
@ConfigMapping(prefix = "reranker")
public interface RerankerConfig {
    /** Somebody waits for every rerank call. */
    double NO_BULK_LANE = 0;

    /** The folder of a reranker model. */
    @WithDefault("/app/reranker_models/llama-nv-reranker")
    Path modelPath();

    /** Auto takes CUDA where it can be had and says why; cuda stops the start where it cannot. */
    @WithDefault("auto")
    Device device();

    /** CPU threads of one run; 0: as many as the machine has. */
    @WithDefault("0")
    @Min(0)
    int threads();

    /** Most GPU memory the session may take; 0: no limit. */
    @WithDefault("0")
    MemorySize gpuMemory();

    /**
     * Longest input in tokens; longer ones are cut or refused. Without it the manifest's default.
     */
    Optional<@Min(1) Integer> maxTokens();

    Batches batches();

    Limits limits();

    interface Batches {
        /** Largest batch, rows times longest row. Without it the manifest's. */
        Optional<@Min(1) Integer> maxTokens();

        /** Most rows of a batch. Without it the manifest's. */
        Optional<@Min(1) Integer> maxRows();

        /** Tokens that may wait before calls are refused. */
        @WithDefault("262144")
        @Min(1)
        long maxQueuedTokens();

        /** How long a stopping service computes what it has accepted. */
        @WithDefault("20s")
        Duration drainTimeout();
    }

    interface Limits {
        /** Most passages in one call. */
        @WithDefault("256")
        @Min(1)
        @Max(4096)
        int maxTexts();

        /** Longest query or passage in characters, before it is tokenised. */
        @WithDefault("200000")
        @Min(1)
        int maxCharacters();

        /** Time for a call, queue included. */
        @WithDefault("30s")
        Duration deadline();
    }

    default TextModelOptions modelOptions() {
        return new TextModelOptions(
                new OnnxOptions(device(), threads(), gpuMemory().asLongValue()),
                maxTokens().orElse(null),
                batches().maxTokens().orElse(null),
                batches().maxRows().orElse(null),
                batches().maxQueuedTokens(),
                NO_BULK_LANE,
                batches().drainTimeout());
    }
}
