package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class SearchQuarkusTest {
    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void findsThePassageInEveryMode(String mode) {
        search("{\"query\":\"年次有給休暇は何日\",\"mode\":\"" + mode + "\"}")
                .statusCode(200)
                .body("hits[0].text", containsString("20日"))
                .body("hits[0].rank", is(1))
                .body("hits[0].page", is(1))
                .body("hits[0].first_line", is(1))
                .body("hits[0].content_type", equalTo("text/plain"))
                .body("mode", equalTo(mode))
                .body("degraded", empty())
                .body("timings_ms", hasKey("retrieval"))
                .body("timings_ms", hasKey("total"))
                .body("timings_ms", hasKey("rerank"));
    }

    @Test
    void asksTheModelsAsTheirServicesExpect() {
        search("{\"query\":\"出張の日当\"}").statusCode(200);

        assertThat(world.embedding().lastPromptName()).isEqualTo("query");
        assertThat(world.reranker().askedForRawScores()).isTrue();
    }

    @Test
    void showsAPassageThatTwoDocumentsShareOnce() {
        search("{\"query\":\"年次有給休暇は1年につき20日とする\",\"mode\":\"lexical\"}")
                .body("hits.findAll { it.text.contains('20日') }.size()", is(1))
                .body("hits[0].also_at.size()", is(1))
                .body("hits[0].also_at[0].document_id", notNullValue())
                .body("candidates", is(2));
    }

    @Test
    void givesEachResponseAnIdForFeedback() {
        search("{\"query\":\"出張の日当\"}")
                .header("x-query-id", matchesPattern("[0-9a-f-]{36}"))
                .header("x-trace-id", notNullValue());
    }

    @Test
    void explainsScoresWhenAsked() {
        search("{\"query\":\"出張の日当\",\"explain\":true}")
                .body("hits[0].explain.retrieval_rank", notNullValue())
                .body("hits[0].explain.dense", notNullValue())
                .body("hits[0].explain.lexical", notNullValue())
                .body("hits[0].explain.fused", notNullValue())
                .body("hits[0].explain.rerank", notNullValue())
                .body("hits[0].explain.matched_terms", hasItem("出張"));
        search("{\"query\":\"出張の日当\"}").body("hits[0]", not(hasKey("explain")));
    }

    @Test
    void findsOnlyWhatTheFiltersAllow() {
        search("{\"query\":\"価格と休暇と日当\",\"filters\":{\"tags\":[\"prices\"]}}")
                .body("hits.title", everyItem(equalTo("価格表")))
                .body("hits.size()", is(1));
        search(
                        "{\"query\":\"価格と休暇と日当\",\"filters\":{\"document_ids\":[\""
                                + QueryEnvironment.documentId("旅費規程")
                                + "\"]}}")
                .body("hits.title", everyItem(equalTo("旅費規程")));
        search("{\"query\":\"価格\",\"filters\":{\"created_after\":\"2027-01-01T00:00:00Z\"}}")
                .body("hits", empty());
    }

    @Test
    void cutsToTopK() {
        search("{\"query\":\"とする\",\"top_k\":1,\"rerank\":false,\"mode\":\"dense\"}")
                .body("hits.size()", is(1))
                .body("timings_ms", not(hasKey("rerank")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"query":"休暇","topk":5}              | 422 | invalid_request    | topk
                    {"top_k":5}                            | 422 | invalid_request    | query
                    {"query":"休暇","top_k":"many"}        | 422 | invalid_request    | top_k
                    {"query":"休暇","top_k":-1}            | 422 | invalid_request    | top_k
                    {"query":"休暇","top_k":0}             | 422 | invalid_request    | top_k
                    {"query":"休暇","top_k":1000000000}    | 422 | invalid_request    | top_k
                    {"query":"休暇","top_k":99999999999}   | 422 | invalid_request    | top_k
                    {"query":""}                           | 422 | invalid_request    | query
                    {"query":"   "}                        | 422 | invalid_request    | query
                    {"query":null}                         | 422 | invalid_request    | query
                    {"query":"休暇","mode":"fuzzy"}        | 422 | invalid_request    | mode
                    {"query":"休暇","filters":{"tag":[]}}  | 422 | invalid_request    | filters.tag
                    {"query":"休暇","filters":{"document_ids":["x"]}} | 422 | invalid_request | filters.document_ids.0
                    {"query":"休暇"                        | 400 | unreadable_request |
                    """)
    void refusesABodyThatIsNotRight(String body, int status, String code, String field) {
        ValidatableResponse response =
                search(body)
                        .statusCode(status)
                        .contentType(containsString("application/problem+json"))
                        .body("code", equalTo(code))
                        .body("status", is(status))
                        .body("title", notNullValue())
                        .body("instance", equalTo("/v1/search"))
                        .body("trace_id", matchesPattern("[0-9a-f]{32}"))
                        .body(not(containsString("io.fumikura")));
        if (field != null) {
            response.body("errors.field", hasItem(field));
        }
    }

    @Test
    void refusesAQuestionThatIsTooLong() {
        search("{\"query\":\"" + "長".repeat(5000) + "\"}")
                .statusCode(422)
                .body("code", equalTo("invalid_request"))
                .body("errors.field", hasItem("query"));
    }

    @Test
    void takesTheLongestQuestionAllowed() {
        search("{\"query\":\"" + "休暇の日数".repeat(800) + "\"}").statusCode(200);
    }

    @Test
    void refusesABodyThatIsNotThere() {
        given().contentType("application/json")
                .post("/v1/search")
                .then()
                .statusCode(422)
                .contentType(containsString("application/problem+json"));
    }

    @Test
    void carriesTheCallersTraceId() {
        given().contentType("application/json")
                .header("traceparent", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01")
                .body("{\"query\":\"\"}")
                .post("/v1/search")
                .then()
                .header("x-trace-id", equalTo("0123456789abcdef0123456789abcdef"))
                .body("trace_id", equalTo("0123456789abcdef0123456789abcdef"));
    }

    private static ValidatableResponse search(String body) {
        return given().contentType("application/json; charset=utf-8")
                .body(body)
                .post("/v1/search")
                .then();
    }
}
