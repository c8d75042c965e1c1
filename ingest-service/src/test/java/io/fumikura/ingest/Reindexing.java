package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.StoredPoints.done;
import static io.fumikura.ingest.StoredPoints.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.contract.ingest.ReindexView;
import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.Reader;
import io.restassured.response.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the tests of a change of the embedding model say and ask. */
final class Reindexing {
    static final String OLD = IngestStack.INDEX_COMPAT;
    static final String NEW = FakeEmbeddingRoutes.NEXT_INDEX_COMPAT;

    private final IngestHarness ingest;

    Reindexing(IngestHarness ingest) {
        this.ingest = ingest;
    }

    /** So that the next test, and the next class, finds what this one began with. */
    void backToTheOldModel() {
        FakeEmbeddingRoutes.answerEmbed(0);
        if (served().equals(NEW)) {
            post("/v1/reindex/rollback");
            awaitReindex(ReindexState.ROLLED_BACK);
        }
        given().delete("/v1/indexes/" + NEW);
    }

    StoredPoints points() {
        return new StoredPoints(ingest.index);
    }

    UUID indexed(String word) {
        UUID id = UUID.randomUUID();
        ingest.replace(id, text(word));
        awaitState(id, DocumentState.INDEXED);
        return id;
    }

    static void awaitGeneration(UUID id, int generation) {
        await().atMost(IngestHarness.PATIENCE)
                .until(
                        () -> {
                            DocumentView view = IngestHarness.view(id);
                            return view.generation() == generation
                                    && view.state() == DocumentState.INDEXED;
                        });
    }

    static ReindexView post(String path) {
        Response response = given().post(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response.as(ReindexView.class);
    }

    static ReindexView current() {
        return given().get("/v1/reindex").as(ReindexView.class);
    }

    static ReindexView awaitReindex(ReindexState state) {
        return await().atMost(IngestHarness.PATIENCE)
                .until(Reindexing::current, view -> view.state() == state);
    }

    String served() {
        return done(ingest.index.servedIndexCompat());
    }

    /** Whether a passage's own vector, made by one of the models, finds it first. */
    boolean foundWith(int sign, UUID document) {
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
