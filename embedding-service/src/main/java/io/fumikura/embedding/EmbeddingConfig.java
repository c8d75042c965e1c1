package io.fumikura.embedding;

import io.fumikura.inference.TextModelOptions;
import io.fumikura.serving.ModelConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;

/** Everything an operator can set: what {@link ModelConfig} names, and this. */
@ConfigMapping(prefix = "embedding")
public interface EmbeddingConfig extends ModelConfig {
    /** The folder of an embedding model. */
    @Override
    @WithDefault("/app/models/sarashina")
    Path modelPath();

    @Override
    Batches batches();

    @Override
    Limits limits();

    Kafka kafka();

    interface Batches extends ModelConfig.Batches {
        /** Part of the work the Kafka lane gets while queries wait too. */
        @WithDefault("0.2")
        @DecimalMin("0")
        @DecimalMax("0.9")
        double bulkShare();
    }

    interface Limits extends ModelConfig.Limits {
        /** Most texts in one REST call. */
        @Override
        @WithDefault("64")
        int maxTexts();
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

    @Override
    default TextModelOptions modelOptions() {
        return ModelConfig.modelOptions(this, batches().bulkShare());
    }
}
