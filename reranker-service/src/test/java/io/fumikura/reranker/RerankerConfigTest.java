package io.fumikura.reranker;

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

class RerankerConfigTest {
    @Test
    void hasADefaultForEverything() {
        RerankerConfig config = config(Map.of());

        assertThat(config.modelPath()).isEqualTo(Path.of("/app/reranker_models/llama-nv-reranker"));
        assertThat(config.device()).isEqualTo(Device.AUTO);
        assertThat(config.maxTokens()).isEmpty();
        assertThat(config.limits().maxTexts()).isEqualTo(256);
        assertThat(config.limits().deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void readsEveryValue() {
        RerankerConfig config =
                config(
                        Map.ofEntries(
                                Map.entry("reranker.model-path", "/m"),
                                Map.entry("reranker.device", "cuda"),
                                Map.entry("reranker.threads", "3"),
                                Map.entry("reranker.gpu-memory", "2G"),
                                Map.entry("reranker.max-tokens", "1024"),
                                Map.entry("reranker.batches.max-tokens", "2048"),
                                Map.entry("reranker.batches.max-rows", "7"),
                                Map.entry("reranker.batches.max-queued-tokens", "5000"),
                                Map.entry("reranker.batches.drain-timeout", "3s"),
                                Map.entry("reranker.limits.max-texts", "5"),
                                Map.entry("reranker.limits.max-characters", "10"),
                                Map.entry("reranker.limits.deadline", "1s")));

        assertThat(config.modelPath()).isEqualTo(Path.of("/m"));
        assertThat(config.modelOptions().onnx().device()).isEqualTo(Device.CUDA);
        assertThat(config.modelOptions().onnx().threads()).isEqualTo(3);
        assertThat(config.modelOptions().onnx().gpuMemoryBytes()).isEqualTo(2L << 30);
        assertThat(config.modelOptions().maxTokens()).isEqualTo(1024);
        assertThat(config.modelOptions().maxBatchTokens()).isEqualTo(2048);
        assertThat(config.modelOptions().maxBatchRows()).isEqualTo(7);
        assertThat(config.modelOptions().maxQueuedTokens()).isEqualTo(5000);
        assertThat(config.modelOptions().drainTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.limits().maxTexts()).isEqualTo(5);
        assertThat(config.limits().maxCharacters()).isEqualTo(10);
        assertThat(config.limits().deadline()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void refusesAValueOfTheWrongKind() {
        assertThatThrownBy(() -> config(Map.of("reranker.device", "gpu")))
                .hasMessageContaining("reranker.device")
                .hasMessageContaining("gpu");
        assertThatThrownBy(() -> config(Map.of("reranker.limits.deadline", "soon")))
                .hasMessageContaining("reranker.limits.deadline");
    }

    @Test
    void refusesASettingThatDoesNotExist() {
        assertThatThrownBy(() -> config(Map.of("reranker.modle-path", "/m")))
                .hasMessageContaining("reranker.modle-path");
    }

    private static RerankerConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(RerankerConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(RerankerConfig.class);
    }
}
