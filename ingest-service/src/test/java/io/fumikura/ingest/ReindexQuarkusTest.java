package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
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
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.contract.ingest.ReindexView;
import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.PointPlace;
import io.fumikura.index.Reader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another model, with its service beside the old one; on a stack of its own. */
@QuarkusTest
@QuarkusTestResource(value = IngestStack.class, restrictToAnnotatedClass = true)
class ReindexQuarkusTest {
    private static final String OLD = IngestStack.INDEX_COMPAT;
    private static final String NEW = FakeEmbeddingRoutes.NEXT_INDEX_COMPAT;

    @Inject IngestHarness ingest;

    @BeforeEach
    void ready() {
        FakeEmbeddingRoutes.answerEmbed(0);
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        if (served().equals(NEW)) {
            post("/v1/reindex/rollback");
            awaitReindex(ReindexState.ROLLED_BACK);
        }
        given().delete("/v1/indexes/" + NEW);
    }

    @Test
    void buildsTheNewCollectionFromTheDatabaseAndSwitches() {
        UUID document = indexed("最初の文書");
        UUID gone = indexed("消える文書");
        delete(gone);

        ReindexView begun = post("/v1/reindex");
        ReindexView done = awaitReindex(ReindexState.SWITCHED);
        assertThat(begun.source()).isEqualTo(OLD);
        assertThat(begun.target()).isEqualTo(NEW);
        assertThat(done.progress().documentsDone()).isEqualTo(done.progress().documents());
        assertThat(done.progress().chunksDone()).isEqualTo(done.progress().chunks());
        assertThat(served()).isEqualTo(NEW);
        points().assertWhole(document, NEW);
        points().assertWhole(document, OLD);
        assertThat(points().of(gone, NEW)).isEmpty();
        assertThat(foundWith(-1, document)).as("by a question of the new model").isTrue();
    }

    @Test
    void vectorsOfTheOldModelAreMadeAnewAfterTheSwitch() {
        UUID document = UUID.randomUUID();
        ingest.embedding.hold(document);
        ingest.replace(document, text("後から"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document, 1);
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);

        ingest.embedding.sendAll(chunks);
        awaitState(document, DocumentState.INDEXED);

        points().assertWhole(document, NEW);
        assertThat(points().of(document, OLD)).isEmpty();
        assertThat(foundWith(-1, document)).isTrue();
    }

    @Test
    void aDocumentThatWasHalfWrittenAtTheSwitchIsWholeInTheNewCollection() {
        UUID document = UUID.randomUUID();
        ingest.embedding.hold(document);
        ingest.replace(document, text("半分"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document, 1);
        ingest.embedding.sendAll(chunks.subList(0, 2));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> IngestHarness.view(document).chunksIndexed() == 2);
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);

        ingest.embedding.sendAll(chunks.subList(2, chunks.size()));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.embedding.held(document, 1).size() == chunks.size() + 2);
        assertThat(points().of(document, NEW)).noneMatch(PointPlace::visible);
        ingest.embedding.sendAll(chunks.subList(0, 2));
        awaitState(document, DocumentState.INDEXED);

        points().assertWhole(document, NEW);
        assertThat(points().of(document, OLD)).isEmpty();
    }

    @Test
    void theWayBackIsImmediateAndBringsWhatWasIndexedSince() {
        UUID before = indexed("前の文書");
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);
        UUID since = indexed("後の文書");
        ingest.replace(before, text("新しい内容") + text("増えた"));
        awaitGeneration(before, 2);

        post("/v1/reindex/rollback");
        assertThat(served()).isEqualTo(OLD);
        awaitReindex(ReindexState.ROLLED_BACK);

        points().assertWhole(since, OLD);
        points().assertWhole(before, OLD);
        assertThat(foundWith(1, since)).isTrue();
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);
        points().assertWhole(since, NEW);
    }

    @Test
    void whatSearchesFindIsCopiedEvenWhileANewerGenerationIsOnItsWay() {
        UUID document = indexed("古い題の文書");
        String title = IngestHarness.view(document).title();
        ingest.embedding.hold(document);
        given().queryParam("document_id", document.toString())
                .queryParam("title", "新しい題")
                .contentType("text/plain; charset=UTF-8")
                .body(text("新").getBytes(UTF_8))
                .post("/v1/documents");
        List<ChunkToEmbed> second = ingest.awaitHeld(document, 2);

        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);
        assertThat(points().of(document, NEW)).isNotEmpty().allMatch(p -> p.generation() == 1);
        assertThat(done(ingest.index.collections().facts(NEW, ref(document), 1)))
                .hasValueSatisfying(facts -> assertThat(facts.title()).isEqualTo(title));
        ingest.embedding.sendAll(second);
        awaitGeneration(document, 2);
        points().assertWhole(document, NEW);
    }

    @Test
    void saysWhatItWaitsForAndIsCancelledWithoutATrace() {
        UUID document = indexed("取り消す");
        FakeEmbeddingRoutes.answerEmbed(503);

        post("/v1/reindex");
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> String.valueOf(current().error()).contains("answers 503"));
        assertThat(current().state()).isEqualTo(ReindexState.RUNNING);
        assertThat(given().delete("/v1/reindex").as(ReindexView.class).state())
                .isEqualTo(ReindexState.CANCELLED);

        assertThat(done(ingest.index.collections().all())).containsExactly(OLD);
        assertThat(ingest.count("ingest.index_copies where index_compat = $1", NEW)).isZero();
        FakeEmbeddingRoutes.answerEmbed(0);
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);
        points().assertWhole(document, NEW);
    }

    @Test
    void waitsForABusyServiceAndFailsWithTheReasonWhenATextIsRefused() {
        UUID document = indexed("忙しい");
        FakeEmbeddingRoutes.answerEmbed(429);
        post("/v1/reindex");
        await().during(Duration.ofMillis(1500))
                .atMost(IngestHarness.PATIENCE)
                .until(() -> current().state() == ReindexState.RUNNING);

        FakeEmbeddingRoutes.answerEmbed(422);
        ReindexView failed = awaitReindex(ReindexState.FAILED);
        assertThat(failed.error()).contains("refuses passages with 422");

        FakeEmbeddingRoutes.answerEmbed(0);
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);
        points().assertWhole(document, NEW);
    }

    @Test
    void refusesWhatWouldTakeAwayWhatIsSearchedOrNeeded() {
        assertThat(given().delete("/v1/reindex").statusCode()).isIn(404, 409);
        assertThat(given().delete("/v1/indexes/" + OLD).statusCode()).isEqualTo(409);
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);

        assertThat(given().delete("/v1/reindex").statusCode()).isEqualTo(409);
        assertThat(given().delete("/v1/indexes/" + NEW).statusCode()).isEqualTo(409);
        assertThat(given().delete("/v1/indexes/" + OLD).statusCode()).isEqualTo(204);

        assertThat(given().post("/v1/reindex/rollback").statusCode()).isEqualTo(409);
        assertThat(given().post("/v1/reindex").statusCode())
                .as("it is the new one's")
                .isEqualTo(409);
        rebuildOld();
    }

    /** So that the other tests find what they began with. */
    private void rebuildOld() {
        done(ingest.index.collections().prepareBeside(OLD, IngestStack.DIMENSION));
        assertThat(given().post("/v1/reindex/rollback").statusCode()).isEqualTo(202);
        awaitReindex(ReindexState.ROLLED_BACK);
    }

    @Test
    void aVectorOfAModelNobodyKnowsFailsItsDocument() {
        UUID document = UUID.randomUUID();
        ingest.embedding.hold(document);
        ingest.replace(document, text("知らない"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document, 1);

        ingest.embedding.send(ingest.embedding.vector(chunks.get(0), "nobody/knows"));

        DocumentView failed = awaitState(document, DocumentState.FAILED);
        assertThat(String.valueOf(failed.error())).contains("nobody/knows");
    }

    private StoredPoints points() {
        return new StoredPoints(ingest.index);
    }

    private UUID indexed(String word) {
        UUID id = UUID.randomUUID();
        ingest.replace(id, text(word));
        awaitState(id, DocumentState.INDEXED);
        return id;
    }

    private void delete(UUID id) {
        given().delete("/v1/documents/" + id).then().statusCode(202);
        await().atMost(IngestHarness.PATIENCE).until(() -> points().of(id, OLD).isEmpty());
    }

    private static void awaitGeneration(UUID id, int generation) {
        await().atMost(IngestHarness.PATIENCE)
                .until(
                        () -> {
                            DocumentView view = IngestHarness.view(id);
                            return view.generation() == generation
                                    && view.state() == DocumentState.INDEXED;
                        });
    }

    private static ReindexView post(String path) {
        Response response = given().post(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response.as(ReindexView.class);
    }

    private static ReindexView current() {
        return given().get("/v1/reindex").as(ReindexView.class);
    }

    private static ReindexView awaitReindex(ReindexState state) {
        return await().atMost(IngestHarness.PATIENCE)
                .until(ReindexQuarkusTest::current, view -> view.state() == state);
    }

    private String served() {
        return done(ingest.index.servedIndexCompat());
    }

    /** Whether a passage's own vector, made by one of the models, finds it first. */
    private boolean foundWith(int sign, UUID document) {
        // Words of every passage: an answer must not hang on what chance put into their ids.
        float[] vector = FakeEmbedding.embed("の文0はである。");
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= sign;
        }
        List<FoundChunk> found =
                done(
                        ingest.index.search(
                                new HybridQuery(
                                        Reader.ofEverything(Topics.DEFAULT_TENANT),
                                        "",
                                        Optional.of(vector),
                                        HybridQuery.Mode.DENSE,
                                        new HybridQuery.Filters(
                                                List.of(document),
                                                List.of(),
                                                List.of(),
                                                null,
                                                null),
                                        5)));
        return found.size() > 1 && found.get(0).score() > 0.1;
    }
}
