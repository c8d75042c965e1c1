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
 * Ready, unless the index is known to hold vectors of another model. That a dependency is away does
 * not make this service unready: it answers with less, or says so, and taking it out of service
 * would help nobody.
 */
@Readiness
class ModelReadiness implements AsyncHealthCheck {
    private static final String NAME = "index holds vectors of the embedding model";
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
                                        .down()
                                        .withData("reason", words)
                                        .build())
                .orElseGet(() -> HealthCheckResponse.up(NAME));
    }
}
