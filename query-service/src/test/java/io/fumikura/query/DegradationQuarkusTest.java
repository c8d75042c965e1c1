package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Takes each part away in turn, and brings it back. */
@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class DegradationQuarkusTest {
    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    @BeforeEach
    void whole() {
        world.whole();
    }

    /** The breaker and the connections of the service must have recovered before the next test. */
    @AfterEach
    void recovers() {
        world.whole();
        Eventually.holds(() -> search("hybrid").statusCode(200).body("degraded", empty()));
        Eventually.holds(() -> feedback().statusCode(204));
    }

    @Test
    void searchesByWordsWithoutTheEmbeddingService() {
        world.embedding().down();

        search("hybrid")
                .statusCode(200)
                .body("mode", equalTo("lexical"))
                .body("degraded", contains("embedding"))
                .body("hits[0].text", containsString("20日"));
        search("dense")
                .statusCode(503)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("dependency_unavailable"))
                .body("detail", containsString("embedding"));
        search("lexical").statusCode(200).body("degraded", empty());
        ready().statusCode(200);
        assertThat(metric("fumikura_query_degraded_total{part=\"embedding\",route=\"search\"}"))
                .isPositive();
    }

    @Test
    void keepsTheOrderOfRetrievalWithoutTheReranker() {
        world.reranker().down();

        search("hybrid")
                .statusCode(200)
                .body("degraded", contains("rerank"))
                .body("hits[0].text", containsString("20日"));
        ready().statusCode(200);
    }

    @Test
    void givesUpOnASilentRerankerBeforeItsTimeIsOver() {
        world.reranker().silent();
        long start = System.nanoTime();

        search("hybrid").statusCode(200).body("degraded", contains("rerank"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void refusesToSearchWithoutTheIndexAndStaysReady() {
        world.qdrant().shut();

        search("hybrid")
                .statusCode(503)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("dependency_unavailable"))
                .body("detail", containsString("index"));
        given().contentType("application/json")
                .header("Accept", "text/event-stream")
                .body("{\"query\":\"年次有給休暇は何日\"}")
                .post("/v1/answers")
                .then()
                .statusCode(503)
                .contentType(containsString("application/problem+json"));
        given().contentType("application/json")
                .body("{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"何日\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(503)
                .body("error.type", equalTo("server_error"));
        ready().statusCode(200);
    }

    @Test
    void searchesWithoutTheDatabaseAndCountsTheRowsItLoses() {
        double before = metric("fumikura_query_log_rows_lost_total");
        world.postgres().shut();

        search("hybrid").statusCode(200).body("degraded", empty());
        feedback()
                .statusCode(503)
                .body("code", equalTo("dependency_unavailable"))
                .body("detail", containsString("not stored"));

        Eventually.holds(
                () ->
                        assertThat(metric("fumikura_query_log_rows_lost_total"))
                                .isGreaterThan(before));
        ready().statusCode(200);
    }

    @Test
    void neverMixesVectorsOfTwoModelsAndStaysReady() {
        world.embedding().makesVectorsOf("other-2");

        Eventually.holds(
                () ->
                        ready().statusCode(200)
                                .body(
                                        "checks[0].data.reason",
                                        containsString("\"fake-1\""),
                                        "checks[0].data.reason",
                                        containsString("\"other-2\"")));
        search("dense").statusCode(503).body("detail", containsString("other-2"));
        status().body("parts.index.state", equalTo("degraded"))
                .body("parts.index.detail", containsString("other-2"));
        search("hybrid")
                .statusCode(200)
                .body("mode", equalTo("lexical"))
                .body("degraded", contains("embedding"));
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void saysHowEachPartIsDoing() {
        // The tables are made in the background, maybe only now.
        Eventually.holds(() -> status().body("state", equalTo("up")));
        status().body("state", equalTo("up"))
                .body("parts.embedding.facts.model_id", equalTo("fake-embedding"))
                .body("parts.embedding.facts.model_digest", equalTo("d1g357"))
                .body("parts.embedding.facts.device", equalTo("cpu"))
                .body("parts.reranker.state", equalTo("up"))
                .body("parts.index.facts.index_compat", equalTo("fake-1"))
                .body("parts.ollama.state", equalTo("up"))
                .body("parts.postgresql.state", equalTo("up"));

        world.ollama().down();
        world.reranker().down();
        world.postgres().shut();

        status().statusCode(200)
                .body("state", equalTo("degraded"))
                .body("parts.embedding.state", equalTo("up"))
                .body("parts.reranker.state", equalTo("down"))
                .body("parts.ollama.state", equalTo("down"))
                .body("parts.postgresql.state", equalTo("down"));
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static ValidatableResponse search(String mode) {
        return given().contentType("application/json; charset=utf-8")
                .body("{\"query\":\"年次有給休暇は何日\",\"mode\":\"" + mode + "\"}")
                .post("/v1/search")
                .then();
    }

    private static ValidatableResponse feedback() {
        return given().contentType("application/json")
                .body("{\"query_id\":\"123e4567-e89b-12d3-a456-426614174000\",\"thumbs\":\"up\"}")
                .post("/v1/feedback")
                .then();
    }

    private static ValidatableResponse ready() {
        return given().get("/q/health/ready").then();
    }

    private static ValidatableResponse status() {
        return given().get("/v1/status").then().statusCode(is(200));
    }
}
