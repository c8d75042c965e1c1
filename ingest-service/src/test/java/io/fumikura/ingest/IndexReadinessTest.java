package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexAddress;
import io.fumikura.ingest.index.FakeRecords;
import io.fumikura.ingest.index.IndexGate;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class IndexReadinessTest {
    @Test
    void takesUploadsBeforeTheIndexIsThereAndSaysWhatItWaitsFor() {
        try (ChunkIndex index =
                ChunkIndex.connect(new IndexAddress("127.0.0.1", 1, Optional.empty(), false))) {
            IndexGate closed =
                    new IndexGate(() -> Uni.createFrom().nothing(), index, new FakeRecords());

            HealthCheckResponse response = new IndexReadiness(closed).call();

            assertThat(response.getStatus()).isEqualTo(Status.UP);
            assertThat(response.getData())
                    .contains(
                            Map.of("waiting_for", "The embedding service has not been asked yet"));
        }
    }
}
