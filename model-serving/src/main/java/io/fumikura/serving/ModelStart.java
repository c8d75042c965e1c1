package io.fumikura.serving;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.batch.BatchListener;
import io.fumikura.inference.batch.DeviceLost;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.model.Task;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * The model is made before the port opens and before Kafka is read. A service produces its {@link
 * TextModel} with {@link #load}, its {@link ModelInfo} from that, and closes the model.
 */
@Singleton
public class ModelStart {
    private static final Logger LOG = Logger.getLogger(ModelStart.class);
    private static final int BEFORE_KAFKA = 10;

    private final ModelMetrics metrics;
    private final DeviceWatch device;

    ModelStart(ModelMetrics metrics, DeviceWatch device) {
        this.metrics = metrics;
        this.device = device;
    }

    void loadModel(@Observes @Priority(BEFORE_KAFKA) StartupEvent event, ModelInfo info) {
        LOG.debugf("serving %s", info.modelId());
    }

    private BatchListener listener() {
        return new BatchListener() {
            @Override
            public void ran(Batched batch) {
                metrics.ran(batch);
            }

            @Override
            public void deviceLost(DeviceLost reason) {
                device.deviceLost(reason);
            }
        };
    }

    /**
     * Verifies, loads, tests and warms the model of the configuration, and measures it.
     *
     * @throws ConfigurationException the folder does not hold a usable model for this task
     */
    public TextModel load(ModelConfig config, Task task) {
        try {
            TextModel model =
                    TextModel.load(config.modelPath(), task, config.modelOptions(), listener());
            metrics.watch(model);
            return model;
        } catch (ModelUnavailableException e) {
            // The framework prints the message of this exception, without a stack, and exits with
            // 1.
            throw new ConfigurationException(
                    "The model cannot be used: %s%n  model_path: %s%n  expected_location: %s%n  fix: %s"
                            .formatted(e.problem(), e.modelPath(), e.expectedLocation(), e.fix()));
        }
    }
}
