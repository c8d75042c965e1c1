package io.fumikura.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.inference.model.Device;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the configuration of every service with a model; each one's test extends this. */
public abstract class ModelConfigContract<C extends ModelConfig> {
    private final Class<C> mapping;
    private final String prefix;

    protected ModelConfigContract(Class<C> mapping, String prefix) {
        this.mapping = mapping;
        this.prefix = prefix;
    }

    @Test
    public void hasADefaultForEverySettingOfTheModel() {
        C config = config(Map.of());

        assertThat(config.device()).isEqualTo(Device.AUTO);
        assertThat(config.threads()).isZero();
        assertThat(config.maxTokens()).isEmpty();
        assertThat(config.modelDigest()).isEmpty();
        assertThat(config.modelOptions().batches().maxQueuedTokens()).isEqualTo(262_144);
        assertThat(config.modelOptions().batches().drainTimeout())
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(config.modelOptions().batches().maxTime()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.modelOptions().batches().maxPadding()).isEqualTo(0.1);
        assertThat(config.modelOptions().batches().inFlight()).isNull();
        assertThat(config.limits().maxCharacters()).isEqualTo(200_000);
        assertThat(config.limits().deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    public void readsEverySettingOfTheModel() {
        C config =
                config(
                        Map.ofEntries(
                                Map.entry("model-path", "/m"),
                                Map.entry("model-digest", "0a".repeat(32)),
                                Map.entry("device", "cuda"),
                                Map.entry("threads", "3"),
                                Map.entry("gpu-memory", "2G"),
                                Map.entry("max-tokens", "1024"),
                                Map.entry("batches.max-tokens", "2048"),
                                Map.entry("batches.max-rows", "7"),
                                Map.entry("batches.max-queued-tokens", "5000"),
                                Map.entry("batches.drain-timeout", "3s"),
                                Map.entry("batches.max-time", "250ms"),
                                Map.entry("batches.max-padding", "0.2"),
                                Map.entry("batches.in-flight", "3"),
                                Map.entry("engine-cache", "/cache"),
                                Map.entry("limits.max-texts", "5"),
                                Map.entry("limits.max-characters", "10"),
                                Map.entry("limits.deadline", "1s")));

        assertThat(config.modelPath()).isEqualTo(Path.of("/m"));
        assertThat(config.modelOptions().digest()).isEqualTo("0a".repeat(32));
        assertThat(config.modelOptions().onnx().device()).isEqualTo(Device.CUDA);
        assertThat(config.modelOptions().onnx().threads()).isEqualTo(3);
        assertThat(config.modelOptions().onnx().gpuMemoryBytes()).isEqualTo(2L << 30);
        assertThat(config.modelOptions().maxTokens()).isEqualTo(1024);
        assertThat(config.modelOptions().batches().maxTokens()).isEqualTo(2048);
        assertThat(config.modelOptions().batches().maxRows()).isEqualTo(7);
        assertThat(config.modelOptions().batches().maxQueuedTokens()).isEqualTo(5000);
        assertThat(config.modelOptions().batches().drainTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.modelOptions().batches().maxTime()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.modelOptions().batches().maxPadding()).isEqualTo(0.2);
        assertThat(config.modelOptions().batches().inFlight()).isEqualTo(3);
        assertThat(config.modelOptions().onnx().engineCache()).isEqualTo(Path.of("/cache"));
        assertThat(config.limits().maxTexts()).isEqualTo(5);
        assertThat(config.limits().maxCharacters()).isEqualTo(10);
        assertThat(config.limits().deadline()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    public void refusesAValueOfTheWrongKind() {
        assertThatThrownBy(() -> config(Map.of("device", "gpu")))
                .hasMessageContaining(prefix + ".device")
                .hasMessageContaining("gpu");
        assertThatThrownBy(() -> config(Map.of("limits.deadline", "soon")))
                .hasMessageContaining(prefix + ".limits.deadline");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model-digest=latest",
                "threads=-1",
                "max-tokens=0",
                "batches.max-tokens=0",
                "batches.max-rows=0",
                "batches.max-queued-tokens=0",
                "limits.max-texts=0",
                "limits.max-texts=4097",
                "limits.max-characters=0"
            })
    public void refusesAValueOutsideItsRange(String setting) {
        String[] nameAndValue = setting.split("=");

        assertThatThrownBy(() -> config(Map.of(nameAndValue[0], nameAndValue[1])))
                .hasMessageContaining(prefix + "." + nameAndValue[0]);
    }

    @Test
    public void refusesASettingThatDoesNotExist() {
        assertThatThrownBy(() -> config(Map.of("modle-path", "/m")))
                .hasMessageContaining(prefix + ".modle-path");
    }

    /**
     * @param values by their names after the prefix
     */
    protected final C config(Map<String, String> values) {
        Map<String, String> properties = new HashMap<>();
        values.forEach((name, value) -> properties.put(prefix + "." + name, value));
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return new SmallRyeConfigBuilder()
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                    .withMapping(mapping)
                    .withSources(new PropertiesConfigSource(properties, "test", 100))
                    .withValidator(
                            new BeanValidationConfigValidator() {
                                @Override
                                public Validator getValidator() {
                                    return validators.getValidator();
                                }
                            })
                    .build()
                    .getConfigMapping(mapping);
        }
    }
}
