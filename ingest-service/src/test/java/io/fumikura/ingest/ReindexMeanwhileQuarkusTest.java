package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.Reconciling.point;
import static io.fumikura.ingest.Reindexing.NEW;
import static io.fumikura.ingest.Reindexing.OLD;
import static io.fumikura.ingest.Reindexing.awaitGeneration;
import static io.fumikura.ingest.Reindexing.awaitReindex;
import static io.fumikura.ingest.Reindexing.post;
import static io.fumikura.ingest.StoredPoints.done;
import static io.fumikura.ingest.StoredPoints.ref;
import static io.fumikura.ingest.StoredPoints.text;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.contract.ingest.ReindexView;
import io.fumikura.index.PointPlace;
import io.fumikura.ingest.intake.Removal;
import io.fumikura.ingest.store.GenerationKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Another model, while documents are on their way into the index. */
@QuarkusTest
@WithTestResource(DamagedStack.class)
class ReindexMeanwhileQuarkusTest extends ReindexTestCase {
    @Inject Removal removal;

    @Test
    void vectorsOfTheOldModelAreMadeAnewAfterTheSwitch() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("後から"));
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);

        ingest.embedding.sendAll(chunks);
        awaitState(document, DocumentState.INDEXED);

        reindexing.points().assertWhole(document, NEW);
        assertThat(reindexing.points().of(document, OLD)).isEmpty();
        assertThat(reindexing.foundWith(-1, document)).isTrue();
    }

    @Test
    void aDocumentThatWasHalfWrittenAtTheSwitchIsWholeInTheNewCollection() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("半分"));
        ingest.embedding.sendAll(chunks.subList(0, 2));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> IngestHarness.view(document).chunksIndexed() == 2);
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);

        ingest.embedding.sendAll(chunks.subList(2, chunks.size()));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.embedding.held(document, 1).size() == chunks.size() + 2);
        assertThat(reindexing.points().of(document, NEW)).noneMatch(PointPlace::visible);
        ingest.embedding.sendAll(chunks.subList(0, 2));
        awaitState(document, DocumentState.INDEXED);

        reindexing.points().assertWhole(document, NEW);
        assertThat(reindexing.points().of(document, OLD)).isEmpty();
    }

    @Test
    void whatSearchesFindIsCopiedEvenWhileANewerGenerationIsOnItsWay() {
        UUID document = reindexing.indexed("古い題の文書");
        String title = IngestHarness.view(document).title();
        ingest.embedding.hold(document);
        given().queryParam("document_id", document.toString())
                .queryParam("title", "新しい題")
                .contentType("text/plain; charset=UTF-8")
                .body((text("新") + text("増えた")).getBytes(UTF_8))
                .post("/v1/documents");
        List<ChunkToEmbed> second = ingest.awaitHeld(document, 2);

        post("/v1/reindex");
        ReindexView.Progress progress = awaitReindex(ReindexState.SWITCHED).progress();
        assertThat(progress.chunks()).as("of what is found").isEqualTo(progress.chunksDone());
        assertThat(reindexing.points().of(document, NEW))
                .isNotEmpty()
                .allMatch(p -> p.generation() == 1);
        assertThat(done(ingest.index.collections().facts(NEW, ref(document), 1)))
                .hasValueSatisfying(facts -> assertThat(facts.title()).isEqualTo(title));
        ingest.embedding.sendAll(second);
        awaitGeneration(document, 2);
        reindexing.points().assertWhole(document, NEW);
    }

    @Test
    void aDocumentThatIsStillToBeRemovedDelaysNoSwitchAndGoesFromTheNewCollectionToo() {
        UUID kept = reindexing.indexed("残る");
        UUID deleted = reindexing.indexed("複写の後で消された");
        copied(deleted, 1);
        done(ingest.index.upsertInvisible(NEW, List.of(point(deleted, 1, 0, "複写"))));
        done(ingest.index.publish(NEW, Topics.DEFAULT_TENANT, deleted, 1));
        ingest.execute("update ingest.documents set state = 'DELETED' where id = $1", deleted);

        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);
        reindexing.points().assertWhole(kept, NEW);
        assertThat(reindexing.points().of(deleted, NEW)).hasSize(1);

        removal.remove(new GenerationKey(deleted, 1)).await().atMost(IngestHarness.PATIENCE);
        assertThat(reindexing.points().of(deleted, NEW)).isEmpty();
        assertThat(reindexing.points().of(deleted, OLD)).isEmpty();
    }

    @Test
    void aDocumentWhoseRemovalIsHalfDoneDelaysNoSwitch() {
        UUID kept = reindexing.indexed("残る");
        UUID deleted = reindexing.indexed("消されている途中");
        copied(deleted, 5);
        ingest.execute("update ingest.documents set state = 'DELETED' where id = $1", deleted);

        post("/v1/reindex");

        awaitReindex(ReindexState.SWITCHED);
        reindexing.points().assertWhole(kept, NEW);
        removal.remove(new GenerationKey(deleted, 1)).await().atMost(IngestHarness.PATIENCE);
    }

    @Test
    void doesNotSwitchToACollectionThatLostPassagesOfADocumentThatIsFound() {
        UUID lost = reindexing.indexed("失われた");
        copied(lost, IngestHarness.view(lost).chunks());

        post("/v1/reindex");

        assertThat(awaitReindex(ReindexState.FAILED).error()).contains("should have");
        assertThat(reindexing.served()).isEqualTo(OLD);
    }

    /** As the database says it; the points are another matter. */
    private void copied(UUID document, int passages) {
        done(ingest.index.collections().prepareBeside(NEW, IngestStack.DIMENSION));
        ingest.execute(
                "insert into ingest.index_copies values ($1, $2, 1, $3, true)",
                NEW,
                document,
                passages);
    }

    @Test
    void vectorsOfAModelNobodyKnowsAreMadeAnew() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("知らない"));

        ingest.embedding.send(ingest.embedding.vector(chunks.get(0), "nobody/knows"));
        chunks.stream()
                .skip(1)
                .forEach(
                        chunk ->
                                ingest.embedding.send(
                                        ingest.embedding.vector(chunk, "nobody-knows")));

        awaitState(document, DocumentState.INDEXED);
        reindexing.points().assertWhole(document, OLD);
        assertThat(reindexing.foundWith(1, document)).isTrue();
        assertThat(ingest.deadLetters("document_id = $1", document)).isEmpty();
    }
}
