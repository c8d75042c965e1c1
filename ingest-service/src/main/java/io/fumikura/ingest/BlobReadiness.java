package io.fumikura.ingest;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when originals can be kept; says why not. */
@Readiness
@ApplicationScoped
class BlobReadiness implements HealthCheck {
    private final BlobStore blobs;

    BlobReadiness(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("blob-store");
        try {
            blobs.check();
            response.up();
        } catch (ServiceException e) {
            response.down().withData("reason", e.detail());
        } catch (IOException e) {
            response.down().withData("reason", String.valueOf(e.getMessage()));
        }
        return response.build();
    }
}
