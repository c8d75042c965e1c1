package io.fumikura.ingest;

import io.fumikura.ingest.parse.ocr.OcrModel;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says what reads pictures of pages, and when it is away. That does not make this service unready:
 * what is uploaded meanwhile is kept and waits, and documents with text do not even wait.
 */
@Readiness
@ApplicationScoped
class OcrReadiness implements HealthCheck {
    private final OcrModel model;

    OcrReadiness(OcrModel model) {
        this.model = model;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("ocr").up().withData("engine", model.description());
        model.absence().ifPresent(reason -> response.withData("waiting_for", reason));
        return response.build();
    }
}
