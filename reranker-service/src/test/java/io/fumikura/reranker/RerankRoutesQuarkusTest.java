package io.fumikura.reranker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.fumikura.serving.MetricsContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(MiniatureModel.class)
class RerankRoutesQuarkusTest {
    private static final List<String> PASSAGES =
            List.of("猫は夜に活動する。", "東京は日本の首都です。", "大阪は西日本の都市です。");

    @Test
    void thePassageThatAnswersComesFirst() {
        rerank(Map.of("query", "日本の首都は？", "texts", PASSAGES))
                .statusCode(200)
                .header("x-truncated-inputs", equalTo("0"))
                .header("x-compute-tokens", matchesPattern("[1-9][0-9]*"))
                .header("x-queue-time", matchesPattern("[0-9]+"))
                .body("size()", equalTo(3))
                .body("[0].index", equalTo(1))
                .body("[0]", not(hasKey("text")));
    }

    @Test
    void scoresAreTheSigmoidOfTheRawScores() {
        ValidatableResponse raw =
                rerank(Map.of("query", "日本の首都は？", "texts", PASSAGES, "raw_scores", true));
        ValidatableResponse scaled = rerank(Map.of("query", "日本の首都は？", "texts", PASSAGES));

        List<Number> logits = raw.extract().path("score");
        List<Number> scores = scaled.extract().path("score");
        List<Integer> order = scaled.extract().path("index");
        assertThat(order).isEqualTo(raw.extract().path("index"));
        assertThat(logits)
                .extracting(Number::doubleValue)
                .isSortedAccordingTo(Comparator.reverseOrder());
        for (int i = 0; i < logits.size(); i++) {
            assertThat(scores.get(i).doubleValue())
                    .isCloseTo(1 / (1 + Math.exp(-logits.get(i).doubleValue())), within(1e-6));
        }
    }

    @Test
    void equalTextsKeepTheOrderOfTheRequest() {
        List<Integer> order =
                rerank(Map.of("query", "日本の首都は？", "texts", Collections.nCopies(20, "東京は日本の首都です。")))
                        .extract()
                        .path("index");

        assertThat(order).isSorted().hasSize(20);
    }

    @Test
    void theTextIsRepeatedWhenAskedFor() {
        rerank(Map.of("query", "日本の首都は？", "texts", PASSAGES, "return_text", true))
                .statusCode(200)
                .body("[0].text", equalTo(PASSAGES.get(1)));
    }

    @Test
    void aLongPassageIsCutOrRefusedAsTheCallerWishes() {
        List<String> texts = List.of("江戸。".repeat(1000));

        rerank(Map.of("query", "江戸", "texts", texts))
                .statusCode(200)
                .header("x-truncated-inputs", equalTo("1"))
                .header("x-compute-tokens", equalTo("512"));
        rerank(Map.of("query", "江戸", "texts", texts, "truncate", false))
                .statusCode(422)
                .body("error", containsString("2002 tokens, the limit is 512"));
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 400 | not valid JSON | Validation",
                "{\"query\": \"a\", \"texts\": []} | 400 | There are no texts | Empty",
                "{\"query\": \"a\", \"texts\": [\"b\", \"\"]} | 400 | Text 1 (counted from 0) is"
                        + " empty | Empty",
                "{\"query\": \" \", \"texts\": [\"a\"]} | 422 | query must not be blank |"
                        + " Validation",
                "{\"query\": \"a\", \"texts\": [\"b\"], \"x\": 1} | 422 | x is not a known field |"
                        + " Validation",
                "{\"query\": \"a\", \"texts\": [\"b\"], \"truncation_direction\": \"left\"} | 422 |"
                        + " truncation_direction has a value that is not allowed | Validation",
                "{\"query\": \"a\", \"texts\": [1]} | 422 | texts.0 has a value that is not allowed"
                        + " | Validation",
                "{\"query\": \"a\", \"texts\": [null]} | 422 | is not valid | Validation",
                "{\"query\": \"a\", \"texts\": \"b\"} | 422 | texts is missing or of the wrong type"
                        + " | Validation",
                "{\"texts\": [\"a\"]} | 422 | query is missing | Validation",
                "{\"query\": \"a\"} | 422 | texts is missing | Validation",
                "null | 422 | body must not be null | Validation"
            })
    void badBodiesGetAClearError(String body, int status, String message, String type) {
        rerank(body)
                .statusCode(status)
                .contentType(ContentType.JSON)
                .body("error", containsString(message))
                .body("error_type", equalTo(type));
    }

    @Test
    void tooManyAndTooLongTextsAreRefused() {
        rerank(Map.of("query", "猫", "texts", Collections.nCopies(257, "猫")))
                .statusCode(422)
                .body("error", containsString("There are 257 texts, the limit is 256"));
        rerank(Map.of("query", "猫".repeat(20_001), "texts", List.of("猫")))
                .statusCode(413)
                .body("error", containsString("The query has 20001 characters"));
    }

    @Test
    void tokenizeCountsWhatAPassageTakes() {
        given().contentType(ContentType.JSON)
                .body(Map.of("inputs", PASSAGES, "add_special_tokens", false))
                .post("/tokenize")
                .then()
                .statusCode(200)
                .body("size()", equalTo(3))
                .body("[1][0].special", equalTo(false))
                .body("[1].text.join('')", equalTo(PASSAGES.get(1)));
    }

    @Test
    void theListOfModelsHoldsTheOneThatIsServed() {
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("data.id", equalTo(List.of("mini-reranker")));
    }

    @Test
    void infoSaysWhichModelThisIs() {
        given().get("/info")
                .then()
                .statusCode(200)
                .body("model_id", equalTo("mini-reranker"))
                .body("served_model_name", equalTo("mini-reranker"))
                .body("model_type.reranker.id2label.'0'", equalTo("LABEL_0"))
                .body("model_type.reranker.label2id.LABEL_0", equalTo(0))
                .body("auto_truncate", equalTo(true))
                .body("max_client_batch_size", equalTo(256))
                .body("model_digest", matchesPattern("[0-9a-f]{64}"))
                .body("device", equalTo("cpu"))
                .body("relevant_from", equalTo(-5.9f))
                .body("$", not(hasKey("dimension")));
    }

    @Test
    void healthIsGreenWithTheModelInIt() {
        given().get("/health").then().statusCode(200).body(equalTo(""));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'model' }.data.id", equalTo("mini-reranker"));
    }

    @Test
    void metricsAreThoseOfTheDashboardAndOfTei() throws IOException {
        rerank(Map.of("query", "猫", "texts", List.of("猫"))).statusCode(200);
        Set<String> ofEmbedding =
                Set.of("fumikura_vectors_sent_total", "fumikura_dead_letters_total");

        String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();

        new MetricsContract(metrics).everyNameOfTheDashboardIsExposed(ofEmbedding);
        new MetricsContract(metrics).theTableIsComplete("reranker");
        assertThat(metrics)
                .containsPattern(
                        "fumikura_model_info\\{application=\"reranker-service\",device=\"cpu\",digest=\"[0-9a-f]{64}\",id=\"mini-reranker\"");
        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("te_predict_count "))
                .body(containsString("te_request_duration_bucket{method=\"single\",le="));
    }

    private static ValidatableResponse rerank(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/rerank").then();
    }
}
