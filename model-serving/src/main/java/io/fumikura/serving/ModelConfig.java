package io.fumikura.serving;

import io.fumikura.inference.BatchOptions;
import io.fumikura.inference.TextModelOptions;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.onnx.OnnxOptions;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What an operator can set of a model; what the model is stands in its folder. Each service extends
 * this under its own prefix and says its own defaults.
 */
public interface ModelConfig {
    /** Where somebody waits for every call. */
    double NO_BULK_LANE = 0;

    /** The folder of a model for the service's task. */
    Path modelPath();

    /**
     * SHA-256 of the approved model's {@code model.json}; with it, another model is refused. An
     * image sets it to the model that was built into it.
     */
    Optional<@Pattern(regexp = "[0-9a-f]{64}") String> modelDigest();

    /**
     * Auto takes CUDA where it can be had and says why; cuda and tensorrt stop the start where they
     * cannot be had.
     */
    @WithDefault("auto")
    Device device();

    /** CPU threads of one run; 0: as many as the machine has. */
    @WithDefault("0")
    @Min(0)
    int threads();

    /** Most GPU memory the session may take; 0: no limit. */
    @WithDefault("0")
    MemorySize gpuMemory();

    /** With tensorrt: a writable folder for what it compiles; without it every start compiles. */
    Optional<Path> engineCache();

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

        /** Longest batch: how long a query may have to wait for what is running. */
        @WithDefault("100ms")
        Duration maxTime();

        /**
         * Largest part of a batch that may be padding. More padding fills batches better where
         * little waits, and computes more for nothing where much does.
         */
        @WithDefault("0.1")
        @DecimalMin("0")
        @DecimalMax("0.9")
        double maxPadding();

        /** Batches computed at the same time. Without it 2 on a CPU, 1 on a GPU. */
        Optional<@Min(1) @Max(8) Integer> inFlight();

        /** Tokens that may wait in one lane before calls are refused. */
        @WithDefault("262144")
        @Min(1)
        long maxQueuedTokens();

        /** How long a stopping service computes what it has accepted. */
        @WithDefault("20s")
        Duration drainTimeout();
    }

    interface Limits {
        /** Most texts in one REST call. */
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

    default TextModelOptions modelOptions() {
        return modelOptions(this, NO_BULK_LANE);
    }

    /** For a service that has a bulk lane. */
    static TextModelOptions modelOptions(ModelConfig config, double bulkShare) {
        return new TextModelOptions(
                new OnnxOptions(
                        config.device(),
                        config.threads(),
                        config.gpuMemory().asLongValue(),
                        config.engineCache().orElse(null)),
                config.modelDigest().orElse(null),
                config.maxTokens().orElse(null),
                new BatchOptions(
                        config.batches().maxTokens().orElse(null),
                        config.batches().maxRows().orElse(null),
                        config.batches().maxTime(),
                        config.batches().maxPadding(),
                        config.batches().inFlight().orElse(null),
                        config.batches().maxQueuedTokens(),
                        bulkShare,
                        config.batches().drainTimeout()));
    }
}
