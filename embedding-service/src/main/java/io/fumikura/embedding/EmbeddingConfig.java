package io.fumikura.embedding;

import io.fumikura.inference.TextModelOptions;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.onnx.OnnxOptions;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything an operator can set; what the model is stands in its folder. */
@ConfigMapping(prefix = "embedding")
public interface EmbeddingConfig {
    /** The folder of an embedding model. */
    @WithDefault("/app/models/sarashina")
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

    Kafka kafka();

    interface Batches {
        /** Largest batch, rows times longest row. Without it the manifest's. */
        Optional<@Min(1) Integer> maxTokens();

        /** Most rows of a batch. Without it the manifest's. */
        Optional<@Min(1) Integer> maxRows();

        /** Tokens that may wait in one lane before calls are refused. */
        @WithDefault("262144")
        @Min(1)
        long maxQueuedTokens();

        /** Part of the work the Kafka lane gets while queries wait too. */
        @WithDefault("0.2")
        @DecimalMin("0")
        @DecimalMax("0.9")
        double bulkShare();

        /** How long a stopping service computes what it has accepted. */
        @WithDefault("20s")
        Duration drainTimeout();
    }

    interface Limits {
        /** Most texts in one REST call. */
        @WithDefault("64")
        @Min(1)
        @Max(4096)
        int maxTexts();

        /** Longest text in characters, before it is tokenised. */
        @WithDefault("200000")
        @Min(1)
        int maxCharacters();

        /** Time for a REST call, queue included. */
        @WithDefault("30s")
        Duration deadline();
    }

    interface Kafka {
        /** Off: REST only. */
        @WithDefault("true")
        boolean enabled();

        /** Chunks that are given to the model together; at most {@code limits.max-texts}. */
        @WithDefault("32")
        @Min(1)
        int chunksPerCall();

        /** Time for one such call; when it is over the call is made again. */
        @WithDefault("10m")
        Duration deadline();
    }

    default TextModelOptions modelOptions() {
        return new TextModelOptions(
                new OnnxOptions(device(), threads(), gpuMemory().asLongValue()),
                maxTokens().orElse(null),
                batches().maxTokens().orElse(null),
                batches().maxRows().orElse(null),
                batches().maxQueuedTokens(),
                batches().bulkShare(),
                batches().drainTimeout());
    }
}
