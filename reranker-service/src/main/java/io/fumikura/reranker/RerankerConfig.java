package io.fumikura.reranker;

import io.fumikura.serving.ModelConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Everything an operator can set: what {@link ModelConfig} names, with the defaults given here. */
@ConfigMapping(prefix = "reranker")
public interface RerankerConfig extends ModelConfig {
    /** The folder of a reranker model. */
    @Override
    @WithDefault("/app/reranker_models/llama-nv-reranker")
    Path modelPath();

    @Override
    Limits limits();

    interface Limits extends ModelConfig.Limits {
        /** Most passages in one call. */
        @Override
        @WithDefault("256")
        int maxTexts();
    }
}
