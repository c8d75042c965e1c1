package io.fumikura.query;

import io.fumikura.query.call.Deadline;
import io.fumikura.query.search.ModelMatch;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready, and says so when the index is known to hold vectors of another model: those are never
 * compared, and searches go by words. Neither that nor a dependency that is away makes this service
 * unready: it answers with less, or says so. All replicas would be taken out of service at once,
 * and documents, uploads and the page with them.
 */
@Readiness
class ModelReadiness implements AsyncHealthCheck {
    private static final String NAME = "model of the index";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ModelMatch modelMatch;

    ModelReadiness(ModelMatch modelMatch) {
        this.modelMatch = modelMatch;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return modelMatch.mismatch(Deadline.after(PATIENCE)).map(ModelReadiness::response);
    }

    private static HealthCheckResponse response(Optional<String> mismatch) {
        return mismatch.map(
                        words ->
                                HealthCheckResponse.named(NAME)
                                        .up()
                                        .withData("reason", words)
                                        .build())
                .orElseGet(() -> HealthCheckResponse.up(NAME));
    }
}
