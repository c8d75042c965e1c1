package io.fumikura.reranker;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(MiniatureModel.class)
class JinaRoutesQuarkusTest {
    private static final List<Object> DOCUMENTS =
            List.of("猫は夜に活動する。", Map.of("text", "東京は日本の首都です。"), "大阪は西日本の都市です。");

    @Test
    void theAnswerHasTheShapeOfJina() {
        ValidatableResponse answer =
                rerank(Map.of())
                        .statusCode(200)
                        .contentType(ContentType.JSON)
                        .body("$", aMapWithSize(4))
                        .body("model", equalTo("mini-reranker"))
                        .body("object", equalTo("list"))
                        .body("results", hasSize(3))
                        .body("results[0]", aMapWithSize(3))
                        .body("results[0].index", equalTo(1))
                        .body("results[0].relevance_score", allOf(greaterThan(0f), lessThan(1f)))
                        .body("results[0].document", equalTo(DOCUMENTS.get(1)))
                        .body("usage", aMapWithSize(2));
        int tokens = Integer.parseInt(answer.extract().header("x-compute-tokens"));
        answer.body("usage.total_tokens", equalTo(tokens))
                .body("usage.prompt_tokens", equalTo(tokens));
    }

    @Test
    void documentsAreLeftOutWhenNobodyWantsThem() {
        rerank(Map.of("return_documents", false))
                .statusCode(200)
                .body("results[0]", not(hasKey("document")));
    }

    @Test
    void topNCutsTheListAndMayBeLargerThanIt() {
        rerank(Map.of("top_n", 2)).body("results", hasSize(2)).body("results[0].index", equalTo(1));
        rerank(Map.of("top_n", 99)).statusCode(200).body("results", hasSize(3));
    }

    @Test
    void noModelNameOrAnyIsTakenAndTheAnswerSaysWhichOneItWas() {
        post(Map.of("query", "猫", "documents", List.of("猫")))
                .statusCode(200)
                .body("model", equalTo("mini-reranker"));
    }

    @Test
    void aLongDocumentIsCutOrRefusedAsTheCallerWishes() {
        List<String> documents = List.of("江戸。".repeat(1000));

        rerank(Map.of("documents", documents))
                .statusCode(200)
                .header("x-truncated-inputs", equalTo("1"));
        rerank(Map.of("documents", documents, "truncation", false))
                .statusCode(422)
                .body("detail", containsString("tokens, the limit is 512"));
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 400 | not valid JSON",
                "{\"documents\": [\"b\"]} | 422 | query is missing",
                "{\"query\": \"a\"} | 422 | documents is missing",
                "{\"query\": \"\", \"documents\": [\"b\"]} | 422 | query must not be blank",
                "{\"query\": \"a\", \"documents\": []} | 422 | There are no texts",
                "{\"query\": \"a\", \"documents\": [\"b\", {\"text\": \" \"}]} | 422 | Text 1 (counted from 0) is empty",
                "{\"query\": \"a\", \"documents\": [{\"image\": \"b\"}]} | 422 | documents.0.text is missing",
                "{\"query\": \"a\", \"documents\": [{\"text\": \"b\", \"title\": \"c\"}]} | 422 | documents.0.title is not a known field",
                "{\"query\": \"a\", \"documents\": [{}]} | 422 | documents.0.text is missing",
                "{\"query\": \"a\", \"documents\": [5]} | 422 | documents.0",
                "{\"query\": \"a\", \"documents\": [null]} | 422 | is not valid",
                "{\"query\": \"a\", \"documents\": \"b\"} | 422 | documents is missing or of the wrong type",
                "{\"query\": \"a\", \"documents\": [\"b\"], \"top_n\": 0} | 422 | top_n must be greater than or equal to 1",
                "{\"query\": \"a\", \"documents\": [\"b\"], \"truncation\": \"no\"} | 422 | truncation is missing or of the wrong type",
                "{\"query\": \"a\", \"documents\": [\"b\"], \"max_doc_length\": 5} | 422 | max_doc_length is not a known field"
            })
    void badBodiesGetTheDetailOfJina(String body, int status, String message) {
        post(body)
                .statusCode(status)
                .contentType(ContentType.JSON)
                .body("$", aMapWithSize(1))
                .body("detail", containsString(message));
    }

    @Test
    void tooManyAndTooLongDocumentsAreRefused() {
        rerank(Map.of("documents", Collections.nCopies(257, "猫")))
                .statusCode(422)
                .body("detail", containsString("There are 257 texts, the limit is 256"));
        rerank(Map.of("documents", List.of("猫".repeat(20_001))))
                .statusCode(413)
                .body("detail", containsString("20001 characters, the limit is 20000"));
    }

    private static ValidatableResponse rerank(Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", "jina-reranker-v2-base-multilingual");
        body.put("query", "日本の首都は？");
        body.put("documents", DOCUMENTS);
        body.putAll(fields);
        return post(body);
    }

    private static ValidatableResponse post(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/v1/rerank").then();
    }
}
