package io.fumikura.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.inference.model.Task;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class ModelConfigTest extends ModelConfigContract<ModelConfigTest.Plain> {
    ModelConfigTest() {
        super(Plain.class, "plain");
    }

    @ConfigMapping(prefix = "plain")
    public interface Plain extends ModelConfig {
        @Override
        @WithDefault("/nowhere")
        Path modelPath();

        @Override
        Limits limits();

        interface Limits extends ModelConfig.Limits {
            @Override
            @WithDefault("3")
            int maxTexts();
        }
    }

    @Test
    void theServiceSaysItsOwnDefaults() {
        Plain config = config(Map.of());

        assertThat(config.modelPath()).isEqualTo(Path.of("/nowhere"));
        assertThat(config.limits().maxTexts()).isEqualTo(3);
    }

    @Test
    void aServiceThatSaysNothingOfABulkLaneHasNone() {
        assertThat(config(Map.of()).modelOptions().batches().bulkShare()).isZero();
    }

    @Test
    void aModelThatIsNotThereEndsTheStartWithWhatToDo() {
        ModelStart start =
                new ModelStart(
                        new ModelMetrics(new SimpleMeterRegistry()), new DeviceWatch(code -> {}));

        assertThatThrownBy(() -> start.load(config(Map.of("device", "cpu")), Task.RERANK))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The model cannot be used: ")
                .hasMessageContaining("  model_path: /nowhere")
                .hasMessageContaining("  expected_location: /nowhere")
                .hasMessageContaining("  fix: ");
    }
}
