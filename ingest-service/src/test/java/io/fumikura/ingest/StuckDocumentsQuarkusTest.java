package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.PATIENCE;
import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.StoredPoints.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.reconcile.StuckDocuments;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.Transactions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents whose records Kafka has deleted, so that nothing would ever come for them. */
@QuarkusTest
@WithTestResource(DamagedStack.class)
class StuckDocumentsQuarkusTest {
    @Inject IngestHarness ingest;
    @Inject StuckDocuments stuck;
    @Inject Transactions transactions;
    @Inject Uploads uploads;

    @BeforeEach
    void ready() {
        ingest.awaitIndex();
    }

    @Test
    void sendsThePassagesAgainOnceTheirRecordsAreGone() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> lost = ingest.held(document, text("失われた記録"));
        unmovedFor(document, 9);
        long before = stuck.restarted();

        assertThat(run(stuck)).isEqualTo(1);

        await().atMost(PATIENCE)
                .until(() -> ingest.embedding.held(document, 1).size() == 2 * lost.size());
        assertThat(stuck.restarted()).isEqualTo(before + 1);
        assertThat(run(stuck)).isZero();
        ingest.embedding.sendAll(lost);
        awaitState(document, DocumentState.INDEXED);
    }

    @Test
    void readsADocumentAgainWhoseEventIsGone() {
        UUID document = UUID.randomUUID();
        ingest.replace(document, text("読まれなかった"));
        awaitState(document, DocumentState.INDEXED);
        ingest.execute(
                "insert into ingest.document_blobs (document_id, generation, tenant, sha256)"
                        + " select document_id, 2, tenant, sha256 from ingest.document_blobs where"
                        + " document_id = $1",
                document);
        ingest.execute(
                "update ingest.documents set state = 'RECEIVED', generation = 2 where id = $1",
                document);
        unmovedFor(document, 9);

        assertThat(run(stuck)).isEqualTo(1);

        DocumentView again = awaitState(document, DocumentState.INDEXED);
        assertThat(again.generation()).isEqualTo(2);
    }

    @Test
    void leavesAloneWhatMayStillBeUnderWay() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> held = ingest.held(document, text("まだ途中"));
        unmovedFor(document, 7);

        assertThat(run(stuck)).isZero();

        ingest.embedding.sendAll(held);
        awaitState(document, DocumentState.INDEXED);
    }

    @Test
    void waitsWhileKafkaTakesNothing() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> held = ingest.held(document, text("送信待ち"));
        unmovedFor(document, 9);
        StuckDocuments withoutKafka =
                new StuckDocuments(
                        transactions, new Contents(), uploads, Duration.ofDays(8), () -> false);

        assertThat(run(withoutKafka)).isZero();

        ingest.embedding.sendAll(held);
        awaitState(document, DocumentState.INDEXED);
    }

    private void unmovedFor(UUID document, int days) {
        ingest.execute(
                "update ingest.documents set created_at = created_at - make_interval(days => 30),"
                        + " updated_at = updated_at - make_interval(days => $2) where id = $1",
                document,
                days);
    }

    private static int run(StuckDocuments stuck) {
        return stuck.run(Instant.now()).await().atMost(PATIENCE);
    }
}
