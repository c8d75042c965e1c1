package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.ingest.store.DocumentRow;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentViewsTest {
    @Test
    void saysThatKafkaIsWhatADocumentWaitsFor() {
        assertThat(waitingFor(DocumentState.RECEIVED, Set.of())).isEqualTo("its turn to be read");
        assertThat(waitingFor(DocumentState.RECEIVED, Set.of(Topics.DOCUMENTS)))
                .startsWith("Kafka");
        assertThat(waitingFor(DocumentState.RECEIVED, Set.of(Topics.CHUNKS)))
                .isEqualTo("its turn to be read");
        assertThat(waitingFor(DocumentState.EMBEDDING, Set.of(Topics.CHUNKS)))
                .startsWith("Kafka")
                .contains("3 of 5");
        assertThat(waitingFor(DocumentState.EMBEDDING, Set.of(Topics.DOCUMENTS)))
                .contains("3 of its 5 passages", "embedding service", "index");
    }

    private static String waitingFor(DocumentState state, Set<String> stuck) {
        DocumentRow row = new DocumentRow();
        row.id = UUID.randomUUID();
        row.title = "題";
        row.contentType = "text/plain";
        row.sha256 = "";
        row.tags = new String[0];
        row.groups = new String[0];
        row.metadata = "{}";
        row.state = state;
        row.chunks = 5;
        row.chunksIndexed = 2;
        row.createdAt = Instant.EPOCH;
        row.updatedAt = Instant.EPOCH;
        return String.valueOf(DocumentViews.of(row, Map.of(), stuck).waitingFor());
    }
}
