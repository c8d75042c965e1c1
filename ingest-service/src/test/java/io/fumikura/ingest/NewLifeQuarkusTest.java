package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.StoredPoints.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.intake.Removal;
import io.fumikura.ingest.store.GenerationKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A document that is sent again after it was deleted, and before it was removed. */
@QuarkusTest
@WithTestResource(DamagedStack.class)
class NewLifeQuarkusTest {
    private static final String COMPAT = IngestStack.INDEX_COMPAT;

    @Inject IngestHarness ingest;
    @Inject Removal removal;

    @BeforeEach
    void ready() {
        ingest.awaitIndex();
    }

    @Test
    void nothingIsFoundOfWhatWasDeletedEvenIfTheNewContentCannotBeRead() {
        UUID id = deletedAndNotRemoved("消したはずの内容");
        ingest.replace(id, "   \n  ");
        awaitState(id, DocumentState.FAILED);

        remove(id, 1);

        assertThat(ingest.points(id, false)).isZero();
        for (String table : List.of("chunks", "lines", "pages", "index_copies")) {
            assertThat(ingest.count("ingest." + table + " where document_id = $1", id))
                    .as(table)
                    .isZero();
        }
        assertThat(generationsWithOriginals(id)).containsExactly(2);
        assertThat(IngestHarness.view(id).state()).isEqualTo(DocumentState.FAILED);
    }

    @Test
    void theNewLifeStaysWholeWhenTheDeletionIsCarriedOutLate() {
        UUID id = deletedAndNotRemoved("前世の内容");
        ingest.replace(id, text("今の内容"));
        DocumentView before = awaitState(id, DocumentState.INDEXED);

        remove(id, 1);

        points().assertWhole(id, COMPAT);
        assertThat(ingest.count("ingest.chunks where document_id = $1", id))
                .isEqualTo(before.chunks());
        assertThat(ingest.count("ingest.index_copies where document_id = $1 and published", id))
                .isEqualTo(1);
        assertThat(IngestHarness.view(id)).isEqualTo(before);
    }

    @Test
    void whatIsBeingWrittenOfTheNewLifeStays() {
        UUID id = deletedAndNotRemoved("まだ消えていない");
        ingest.embedding.hold(id);
        ingest.replace(id, text("書きかけ"));
        var chunks = ingest.awaitHeld(id, 2);
        ingest.embedding.sendAll(chunks.subList(0, 2));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> IngestHarness.view(id).chunksIndexed() == 2);

        remove(id, 1);

        assertThat(points().of(id, COMPAT))
                .hasSize(2)
                .allMatch(place -> place.generation() == 2 && !place.visible());
        ingest.embedding.sendAll(chunks);
        awaitState(id, DocumentState.INDEXED);
        points().assertWhole(id, COMPAT);
    }

    /** As a DELETE leaves it whose event is still on its way. */
    private UUID deletedAndNotRemoved(String word) {
        UUID id = ingest.upload(text(word)).id();
        awaitState(id, DocumentState.INDEXED);
        ingest.execute("update ingest.documents set state = 'DELETED' where id = $1", id);
        return id;
    }

    private void remove(UUID id, int generation) {
        removal.remove(new GenerationKey(id, generation)).await().atMost(IngestHarness.PATIENCE);
    }

    private List<Object> generationsWithOriginals(UUID id) {
        return ingest
                .rows("select generation from ingest.document_blobs where document_id = $1", id)
                .stream()
                .map(row -> row.get("generation"))
                .toList();
    }

    private StoredPoints points() {
        return new StoredPoints(ingest.index);
    }
}
