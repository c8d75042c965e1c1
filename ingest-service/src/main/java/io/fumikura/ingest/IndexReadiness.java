package io.fumikura.ingest;

import io.fumikura.ingest.index.IndexGate;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the embedding model is known and its collection is there; says why not. */
@Readiness
@ApplicationScoped
class IndexReadiness implements HealthCheck {
    private final IndexGate gate;

    IndexReadiness(IndexGate gate) {
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("index").status(gate.isOpen());
        gate.reason().ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
