package io.fumikura.ingest;

import io.fumikura.ingest.index.IndexGate;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says whether the embedding model is known and its collection is there, and why not. That does not
 * make this service unready: what is uploaded meanwhile is kept and waits.
 */
@Readiness
@ApplicationScoped
class IndexReadiness implements HealthCheck {
    private final IndexGate gate;

    IndexReadiness(IndexGate gate) {
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("index").up();
        gate.reason().ifPresent(reason -> response.withData("waiting_for", reason));
        return response.build();
    }
}
