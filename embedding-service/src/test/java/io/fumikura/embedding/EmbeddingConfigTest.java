package io.fumikura.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.serving.ModelConfigContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingConfigTest extends ModelConfigContract<EmbeddingConfig> {
    EmbeddingConfigTest() {
        super(EmbeddingConfig.class, "embedding");
    }

    @Test
    void hasItsOwnDefaults() {
        EmbeddingConfig config = config(Map.of());

        assertThat(config.modelPath()).isEqualTo(Path.of("/app/models/sarashina"));
        assertThat(config.limits().maxTexts()).isEqualTo(64);
        assertThat(config.batches().bulkShare()).isEqualTo(0.2);
        assertThat(config.modelOptions().batches().bulkShare()).isEqualTo(0.2);
        assertThat(config.kafka().enabled()).isTrue();
    }

    @Test
    void readsWhatOnlyThisServiceHas() {
        EmbeddingConfig config =
                config(
                        Map.of(
                                "batches.bulk-share", "0.5",
                                "kafka.enabled", "false",
                                "kafka.chunks-per-call", "4",
                                "kafka.deadline", "2m"));

        assertThat(config.modelOptions().batches().bulkShare()).isEqualTo(0.5);
        assertThat(config.kafka().enabled()).isFalse();
        assertThat(config.kafka().chunksPerCall()).isEqualTo(4);
        assertThat(config.kafka().deadline()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void theBulkLaneNeverTakesNearlyAll() {
        assertThatThrownBy(() -> config(Map.of("batches.bulk-share", "0.95")))
                .hasMessageContaining("embedding.batches.bulk-share");
    }
}
