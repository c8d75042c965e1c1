package io.fumikura.serving;

import io.fumikura.contract.embedding.ModelInfo;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Green once the model has been verified, loaded and warmed, until its device is lost. */
@Readiness
@ApplicationScoped
public class ModelReadiness implements HealthCheck {
    private final ModelInfo info;
    private final DeviceWatch device;

    ModelReadiness(ModelInfo info, DeviceWatch device) {
        this.info = info;
        this.device = device;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("model")
                .status(!device.lost())
                .withData("id", info.modelId())
                .withData("digest", info.modelDigest())
                .withData("device", info.device())
                .build();
    }
}
