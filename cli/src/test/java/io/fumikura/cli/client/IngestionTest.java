package io.fumikura.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IngestionTest {
    @Test
    void saysWhichPageIsRead() {
        assertThat(Ingestion.stage(document(DocumentState.PARSING, null, null)))
                .isEqualTo("parsing page 3 of 9");
    }

    @Test
    void saysWhatADocumentWaitsForAndHowManyAreBeforeIt() {
        assertThat(Ingestion.stage(document(DocumentState.RECEIVED, "its turn to be read", 12)))
                .isEqualTo("received, waits for its turn to be read (12 before it)");
    }

    private static DocumentView document(
            DocumentState state, @Nullable String waitingFor, @Nullable Integer queuePosition) {
        return new DocumentView(
                new UUID(0, 1),
                "規程",
                "application/pdf",
                "",
                1,
                List.of(),
                List.of(),
                Map.of(),
                state,
                1,
                1,
                3,
                9,
                0,
                0,
                0,
                null,
                waitingFor,
                queuePosition,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
