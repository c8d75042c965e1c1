package io.fumikura.serving;

import io.fumikura.contract.embedding.ModelInfo;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Green once the model has been verified, loaded and warmed; says which one it is. */
@Readiness
@ApplicationScoped
public class ModelReadiness implements HealthCheck {
    private final ModelInfo info;

    ModelReadiness(ModelInfo info) {
        this.info = info;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("model")
                .up()
                .withData("id", info.modelId())
                .withData("digest", info.modelDigest())
                .withData("device", info.device())
                .build();
    }
}
