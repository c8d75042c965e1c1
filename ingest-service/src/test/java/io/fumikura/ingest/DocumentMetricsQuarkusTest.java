package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.ingest.store.DocumentsStanding;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(DamagedStack.class)
class DocumentMetricsQuarkusTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @Inject IngestHarness ingest;
    @Inject DocumentsStanding documents;

    @BeforeEach
    void ready() {
        ingest.awaitIndex();
    }

    @Test
    void countsTheDocumentsOfEachState() {
        IngestHarness.awaitState(ingest.upload("数えられる文書。").id(), DocumentState.INDEXED);

        assertThat(ingest.count("ingest.documents where state = 'INDEXED'")).isPositive();
        awaitCounted();
    }

    @Test
    void tellsHowLongTheOldestIsOnItsWay() {
        UUID id = UUID.randomUUID();
        List<ChunkToEmbed> held = ingest.held(id, StoredPoints.text("途中の"));
        ingest.execute(
                "update ingest.documents set unfinished_since = now() - interval '2 hours' where id"
                        + " = $1",
                id);

        awaitCounted();
        assertThat(documents.oldest()).isBetween(AN_HOUR.multipliedBy(2), AN_HOUR.multipliedBy(3));

        ingest.embedding.sendAll(held);
        IngestHarness.awaitState(id, DocumentState.INDEXED);
        awaitCounted();
        assertThat(documents.oldest()).isLessThan(AN_HOUR);
    }

    @Test
    void aDocumentIsOnItsWayFromTheFirstOfItsStatesToTheLast() {
        UUID id = UUID.randomUUID();
        List<ChunkToEmbed> held = ingest.held(id, StoredPoints.text("二度目の"));
        ingest.embedding.sendAll(held);
        IngestHarness.awaitState(id, DocumentState.INDEXED);
        assertThat(unfinished(id)).isZero();

        ingest.replace(id, StoredPoints.text("替わった"));
        held = ingest.awaitHeld(id, 2);
        assertThat(unfinished(id)).isEqualTo(1);

        ingest.embedding.sendAll(held);
        Reindexing.awaitGeneration(id, 2);
        assertThat(unfinished(id)).isZero();
    }

    private long unfinished(UUID id) {
        return ingest.count(
                "ingest.documents where unfinished_since between created_at and queued_at and id ="
                        + " $1",
                id);
    }

    private void awaitCounted() {
        await().atMost(IngestHarness.PATIENCE)
                .untilAsserted(
                        () -> {
                            documents.look();
                            for (DocumentState state : DocumentState.values()) {
                                assertThat(documents.in(state))
                                        .as(state.wireName())
                                        .isEqualTo(
                                                ingest.count(
                                                        "ingest.documents where state = $1",
                                                        state.name()));
                            }
                        });
    }
}
