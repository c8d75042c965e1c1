package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.query.QueryEnvironment.World;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With tracing on; whether anybody takes the spans does not matter to a search. */
@QuarkusTest
@WithTestResource(QueryEnvironment.class)
@TestProfile(TraceQuarkusTest.Traced.class)
class TraceQuarkusTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    // Set by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    World world;

    public static class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("otel.exporter.otlp.endpoint", "http://127.0.0.1:9");
        }
    }

    @Test
    void aSearchIsOneTraceIntoBothModels() {
        String traceId =
                given().contentType(ContentType.JSON)
                        .header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01")
                        .body("{\"query\": \"出張の日当\"}")
                        .post("/v1/search")
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("x-trace-id");

        assertThat(traceId).isEqualTo(TRACE_ID);
        assertThat(world.embedding().lastTraceparent()).startsWith("00-" + TRACE_ID + "-");
        assertThat(world.reranker().lastTraceparent()).startsWith("00-" + TRACE_ID + "-");
    }

    @Test
    void withoutACallersTraceItHasOneOfItsOwn() {
        String traceId =
                given().contentType(ContentType.JSON)
                        .body("{\"query\": \"出張の日当\"}")
                        .post("/v1/search")
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("x-trace-id");

        assertThat(traceId).matches("[0-9a-f]{32}");
        assertThat(world.reranker().lastTraceparent()).startsWith("00-" + traceId + "-");
    }
}
