package io.fumikura.reranker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.serving.ModelConfigContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RerankerConfigTest extends ModelConfigContract<RerankerConfig> {
    RerankerConfigTest() {
        super(RerankerConfig.class, "reranker");
    }

    @Test
    void hasItsOwnDefaults() {
        RerankerConfig config = config(Map.of());

        assertThat(config.modelPath()).isEqualTo(Path.of("/app/reranker_models/llama-nv-reranker"));
        assertThat(config.limits().maxTexts()).isEqualTo(256);
        assertThat(config.modelOptions().batches().bulkShare()).isZero();
    }
}
