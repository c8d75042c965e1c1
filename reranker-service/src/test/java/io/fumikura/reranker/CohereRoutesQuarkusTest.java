package io.fumikura.reranker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(MiniatureModel.class)
class CohereRoutesQuarkusTest {
    private static final List<String> DOCUMENTS =
            List.of("猫は夜に活動する。", "東京は日本の首都です。", "大阪は西日本の都市です。");

    @Test
    void theAnswerHasTheShapeOfCohere() {
        rerank(Map.of())
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("$", aMapWithSize(3))
                .body("id", matchesPattern("[0-9a-f-]{36}"))
                .body("results", hasSize(3))
                .body("results[0]", aMapWithSize(2))
                .body("results[0].index", equalTo(1))
                .body("results[0].relevance_score", allOf(greaterThan(0f), lessThan(1f)))
                .body("meta", aMapWithSize(2))
                .body("meta.api_version.version", equalTo("2"))
                .body("meta.billed_units.search_units", equalTo(1))
                .header("x-compute-tokens", matchesPattern("[1-9][0-9]*"));
    }

    @Test
    void scoresAreThoseOfTheTeiRouteBestFirst() {
        List<Float> scores = rerank(Map.of()).extract().path("results.relevance_score");
        List<Float> tei =
                given().contentType(ContentType.JSON)
                        .body(Map.of("query", "日本の首都は？", "texts", DOCUMENTS))
                        .post("/rerank")
                        .then()
                        .extract()
                        .path("score");

        assertThat(scores).isSortedAccordingTo(Comparator.reverseOrder());
        for (int i = 0; i < 3; i++) {
            assertThat(scores.get(i)).isCloseTo(tei.get(i), within(1e-5f));
        }
    }

    @Test
    void topNCutsTheListAndMayBeLargerThanIt() {
        rerank(Map.of("top_n", 1)).body("results", hasSize(1)).body("results[0].index", equalTo(1));
        rerank(Map.of("top_n", 99)).statusCode(200).body("results", hasSize(3));
    }

    @Test
    void documentsAreRepeatedForClientsThatStillAskForThem() {
        rerank(Map.of("return_documents", true))
                .body("results[0].document.text", equalTo(DOCUMENTS.get(1)));
    }

    @Test
    void eachDocumentIsCutToTheTokensThatWereGiven() {
        int whole = tokens(rerank(Map.of()).header("x-truncated-inputs", equalTo("0")));
        int enough = tokens(rerank(Map.of("max_tokens_per_doc", 4096)));
        int cut =
                tokens(
                        rerank(Map.of("max_tokens_per_doc", 1))
                                .statusCode(200)
                                .header("x-truncated-inputs", equalTo("3")));

        assertThat(enough).isEqualTo(whole);
        assertThat(cut).isLessThan(whole);
    }

    private static int tokens(ValidatableResponse answer) {
        return Integer.parseInt(answer.extract().header("x-compute-tokens"));
    }

    @Test
    void aHundredDocumentsBegunAreOneSearchUnit() {
        rerank(Map.of("documents", Collections.nCopies(101, "猫")))
                .statusCode(200)
                .body("meta.billed_units.search_units", equalTo(2));
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 400 | not valid JSON",
                "{\"query\": \"a\", \"documents\": [\"b\"]} | 400 | model is missing",
                "{\"model\": \"m\", \"documents\": [\"b\"]} | 400 | query is missing",
                "{\"model\": \"m\", \"query\": \"a\"} | 400 | documents is missing",
                "{\"model\": \"m\", \"query\": \" \", \"documents\": [\"b\"]} | 400 | query must not be blank",
                "{\"model\": \"m\", \"query\": \"a\", \"documents\": []} | 400 | There are no texts",
                "{\"model\": \"m\", \"query\": \"a\", \"documents\": [\"b\", \"\"]} | 400 | Text 1 (counted from 0) is empty",
                "{\"model\": \"m\", \"query\": \"a\", \"documents\": [{\"text\": \"b\"}]} | 400 | documents.0 is missing or of the wrong type",
                "{\"model\": \"m\", \"query\": \"a\", \"documents\": [5]} | 400 | documents.0 has a value that is not allowed",
                "{\"model\": \"m\", \"query\": \"a\", \"documents\": [\"b\"], \"top_n\": 0} | 400 | top_n must be greater than or equal to 1",
                "{\"model\": \"m\", \"query\": \"a\", \"documents\": [\"b\"], \"top_n\": \"1\"} | 400 | top_n",
                "{\"model\": \"m\", \"query\": \"a\", \"documents\": [\"b\"], \"max_tokens_per_doc\": 0} | 400 | max_tokens_per_doc must be greater than or equal to 1",
                "{\"model\": \"m\", \"query\": \"a\", \"documents\": [\"b\"], \"max_chunks_per_doc\": 2} | 400 | max_chunks_per_doc is not a known field"
            })
    void badBodiesGetTheMessageOfCohere(String body, int status, String message) {
        post(body)
                .statusCode(status)
                .contentType(ContentType.JSON)
                .body("$", aMapWithSize(2))
                .body("id", matchesPattern("[0-9a-f]{32}"))
                .body("message", containsString(message));
    }

    @Test
    void tooManyAndTooLongDocumentsAreRefused() {
        rerank(Map.of("documents", Collections.nCopies(257, "猫")))
                .statusCode(400)
                .body("message", containsString("There are 257 texts, the limit is 256"));
        rerank(Map.of("documents", List.of("猫".repeat(20_001))))
                .statusCode(413)
                .body("message", containsString("20001 characters, the limit is 20000"));
    }

    private static ValidatableResponse rerank(Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", "rerank-v3.5");
        body.put("query", "日本の首都は？");
        body.put("documents", DOCUMENTS);
        body.putAll(fields);
        return post(body);
    }

    private static ValidatableResponse post(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/v2/rerank").then();
    }
}
