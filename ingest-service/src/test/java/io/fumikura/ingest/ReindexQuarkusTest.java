package io.fumikura.ingest;

import static io.fumikura.ingest.Reindexing.NEW;
import static io.fumikura.ingest.Reindexing.OLD;
import static io.fumikura.ingest.Reindexing.awaitGeneration;
import static io.fumikura.ingest.Reindexing.awaitReindex;
import static io.fumikura.ingest.Reindexing.current;
import static io.fumikura.ingest.Reindexing.post;
import static io.fumikura.ingest.StoredPoints.done;
import static io.fumikura.ingest.StoredPoints.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.contract.ingest.ReindexView;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Another model, with its service beside the old one: from the first passage to the way back. */
@QuarkusTest
@WithTestResource(DamagedStack.class)
class ReindexQuarkusTest extends ReindexTestCase {
    @Test
    void buildsTheNewCollectionFromTheDatabaseAndSwitches() {
        UUID document = reindexing.indexed("最初の文書");
        UUID gone = reindexing.indexed("消える文書");
        delete(gone);

        ReindexView begun = post("/v1/reindex");
        ReindexView done = awaitReindex(ReindexState.SWITCHED);
        assertThat(begun.source()).isEqualTo(OLD);
        assertThat(begun.target()).isEqualTo(NEW);
        assertThat(done.progress().documentsDone()).isEqualTo(done.progress().documents());
        assertThat(done.progress().chunksDone()).isEqualTo(done.progress().chunks());
        assertThat(reindexing.served()).isEqualTo(NEW);
        reindexing.points().assertWhole(document, NEW);
        reindexing.points().assertWhole(document, OLD);
        assertThat(reindexing.points().of(gone, NEW)).isEmpty();
        assertThat(reindexing.foundWith(-1, document))
                .as("by a question of the new model")
                .isTrue();
    }

    @Test
    void theWayBackIsImmediateAndBringsWhatWasIndexedSince() {
        UUID before = reindexing.indexed("前の文書");
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);
        UUID since = reindexing.indexed("後の文書");
        ingest.replace(before, text("新しい内容") + text("増えた"));
        awaitGeneration(before, 2);

        post("/v1/reindex/rollback");
        assertThat(reindexing.served()).isEqualTo(OLD);
        awaitReindex(ReindexState.ROLLED_BACK);

        reindexing.points().assertWhole(since, OLD);
        reindexing.points().assertWhole(before, OLD);
        assertThat(reindexing.foundWith(1, since)).isTrue();
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);
        reindexing.points().assertWhole(since, NEW);
    }

    @Test
    void saysWhatItWaitsForAndIsCancelledWithoutATrace() {
        UUID document = reindexing.indexed("取り消す");
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
        reindexing.points().assertWhole(document, NEW);
    }

    @Test
    void waitsForABusyServiceAndFailsWithTheReasonWhenATextIsRefused() {
        UUID document = reindexing.indexed("忙しい");
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
        reindexing.points().assertWhole(document, NEW);
    }

    @Test
    void refusesWhatWouldTakeAwayWhatIsSearchedOrNeeded() {
        // Whatever another test has left.
        given().delete("/v1/reindex");
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

    private void delete(UUID id) {
        given().delete("/v1/documents/" + id).then().statusCode(202);
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> reindexing.points().of(id, OLD).isEmpty());
    }
}
