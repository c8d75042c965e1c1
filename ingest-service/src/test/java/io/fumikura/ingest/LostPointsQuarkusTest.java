package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.Reconciling.findings;
import static io.fumikura.ingest.Reconciling.reconcile;
import static io.fumikura.ingest.StoredPoints.done;
import static io.fumikura.ingest.StoredPoints.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.index.PointPlace;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database says of passages that they are in the index, and what the index has is another. */
@QuarkusTest
@WithTestResource(DamagedStack.class)
class LostPointsQuarkusTest {
    private static final String COMPAT = IngestStack.INDEX_COMPAT;

    @Inject IngestHarness ingest;

    @BeforeEach
    void ready() {
        ingest.awaitIndex();
    }

    @Test
    void nothingIsPublishedWithoutThePointsThatTheIndexLostMeanwhile() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("失われた前半"));
        sendHalf(document, chunks);
        List<UUID> written = points().of(document, COMPAT).stream().map(PointPlace::id).toList();
        done(ingest.index.collections().deletePoints(COMPAT, written.subList(1, written.size())));

        ingest.embedding.sendAll(chunks.subList(written.size(), chunks.size()));
        await().atMost(IngestHarness.PATIENCE)
                .until(
                        () ->
                                ingest.embedding.held(document, 1).size()
                                        == chunks.size() + written.size() - 1);

        assertThat(ingest.points(document, true)).isZero();
        assertThat(IngestHarness.view(document))
                .satisfies(
                        view -> {
                            assertThat(view.state()).isEqualTo(DocumentState.EMBEDDING);
                            assertThat(view.chunksIndexed())
                                    .isEqualTo(chunks.size() - written.size() + 1);
                        });
        ingest.embedding.sendAll(chunks.subList(0, written.size()));
        awaitState(document, DocumentState.INDEXED);
        points().assertWhole(document, COMPAT);
    }

    @Test
    void pointsThatDoNotBelongDoNotKeepAGenerationFromBeingPublished() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("余分"));
        done(
                ingest.index.upsertInvisible(
                        COMPAT, List.of(Reconciling.point(document, 1, 900, "ない場所"))));

        ingest.embedding.sendAll(chunks);

        awaitState(document, DocumentState.INDEXED);
        points().assertWhole(document, COMPAT);
    }

    @Test
    void aDocumentThatIsVisibleBeforeItsRecordIsNoDamage() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("公開の途中"));
        publishWithoutRecord(document, chunks, 1);

        assertThat(findings(reconcile("repair=true"))).isEmpty();

        assertThat(ingest.points(document, true)).isEqualTo(chunks.size());
        ingest.embedding.sendAll(chunks);
        awaitState(document, DocumentState.INDEXED);
        points().assertWhole(document, COMPAT);
    }

    @Test
    void aReplacementThatIsVisibleBeforeItsRecordIsNoDamage() {
        UUID document = ingest.upload(text("前の版")).id();
        awaitState(document, DocumentState.INDEXED);
        ingest.embedding.hold(document);
        ingest.replace(document, text("後の版"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document, 2);
        publishWithoutRecord(document, chunks, 2);

        assertThat(findings(reconcile("repair=true"))).isEmpty();

        assertThat(points().of(document, COMPAT))
                .hasSize(chunks.size())
                .allMatch(place -> place.visible() && place.generation() == 2);
        ingest.embedding.sendAll(chunks.subList(0, 1));
        DocumentView indexed = awaitState(document, DocumentState.INDEXED);
        assertThat(indexed.generation()).isEqualTo(2);
        points().assertWhole(document, COMPAT);
    }

    private void sendHalf(UUID document, List<ChunkToEmbed> chunks) {
        int half = chunks.size() / 2;
        assertThat(half).isGreaterThan(1);
        ingest.embedding.sendAll(chunks.subList(0, half));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> IngestHarness.view(document).chunksIndexed() == half);
    }

    /** As a process leaves it that is killed right after the index has published. */
    private void publishWithoutRecord(UUID document, List<ChunkToEmbed> chunks, int generation) {
        done(
                ingest.index.upsertInvisible(
                        COMPAT,
                        chunks.stream()
                                .map(
                                        chunk ->
                                                Reconciling.point(
                                                        document,
                                                        generation,
                                                        chunk.ordinal(),
                                                        chunk.text()))
                                .toList()));
        done(ingest.index.publish(COMPAT, Topics.DEFAULT_TENANT, document, generation));
        ingest.execute(
                "update ingest.chunks set indexed = true where document_id = $1 and generation = $2",
                document,
                generation);
        ingest.execute(
                "update ingest.documents set state = 'INDEXING', chunks_indexed = chunks,"
                        + " index_compat = $2 where id = $1",
                document,
                COMPAT);
    }

    private StoredPoints points() {
        return new StoredPoints(ingest.index);
    }
}
