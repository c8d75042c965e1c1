package io.fumikura.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.inference.model.Device;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingConfigTest {
    @Test
    void hasADefaultForEverything() {
        EmbeddingConfig config = config(Map.of());

        assertThat(config.modelPath()).isEqualTo(Path.of("/app/models/sarashina"));
        assertThat(config.device()).isEqualTo(Device.AUTO);
        assertThat(config.maxTokens()).isEmpty();
        assertThat(config.limits().maxTexts()).isEqualTo(64);
        assertThat(config.limits().deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.batches().bulkShare()).isEqualTo(0.2);
        assertThat(config.kafka().enabled()).isTrue();
    }

    @Test
    void readsEveryValue() {
        EmbeddingConfig config =
                config(
                        Map.ofEntries(
                                Map.entry("embedding.model-path", "/m"),
                                Map.entry("embedding.device", "cuda"),
                                Map.entry("embedding.threads", "3"),
                                Map.entry("embedding.gpu-memory", "2G"),
                                Map.entry("embedding.max-tokens", "1024"),
                                Map.entry("embedding.batches.max-tokens", "2048"),
                                Map.entry("embedding.batches.max-rows", "7"),
                                Map.entry("embedding.batches.max-queued-tokens", "5000"),
                                Map.entry("embedding.batches.bulk-share", "0.5"),
                                Map.entry("embedding.batches.drain-timeout", "3s"),
                                Map.entry("embedding.limits.max-texts", "5"),
                                Map.entry("embedding.limits.max-characters", "10"),
                                Map.entry("embedding.limits.deadline", "1s"),
                                Map.entry("embedding.kafka.enabled", "false"),
                                Map.entry("embedding.kafka.chunks-per-call", "4"),
                                Map.entry("embedding.kafka.deadline", "2m")));

        assertThat(config.modelPath()).isEqualTo(Path.of("/m"));
        assertThat(config.modelOptions().onnx().device()).isEqualTo(Device.CUDA);
        assertThat(config.modelOptions().onnx().threads()).isEqualTo(3);
        assertThat(config.modelOptions().onnx().gpuMemoryBytes()).isEqualTo(2L << 30);
        assertThat(config.modelOptions().maxTokens()).isEqualTo(1024);
        assertThat(config.modelOptions().maxBatchTokens()).isEqualTo(2048);
        assertThat(config.modelOptions().maxBatchRows()).isEqualTo(7);
        assertThat(config.modelOptions().maxQueuedTokens()).isEqualTo(5000);
        assertThat(config.modelOptions().bulkShare()).isEqualTo(0.5);
        assertThat(config.modelOptions().drainTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.limits().maxTexts()).isEqualTo(5);
        assertThat(config.limits().maxCharacters()).isEqualTo(10);
        assertThat(config.limits().deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.kafka().enabled()).isFalse();
        assertThat(config.kafka().chunksPerCall()).isEqualTo(4);
        assertThat(config.kafka().deadline()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void refusesAValueOfTheWrongKind() {
        assertThatThrownBy(() -> config(Map.of("embedding.device", "gpu")))
                .hasMessageContaining("embedding.device")
                .hasMessageContaining("gpu");
        assertThatThrownBy(() -> config(Map.of("embedding.limits.deadline", "soon")))
                .hasMessageContaining("embedding.limits.deadline");
    }

    @Test
    void refusesASettingThatDoesNotExist() {
        assertThatThrownBy(() -> config(Map.of("embedding.modle-path", "/m")))
                .hasMessageContaining("embedding.modle-path");
    }

    private static EmbeddingConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(EmbeddingConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(EmbeddingConfig.class);
    }
}
