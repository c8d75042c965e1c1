package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Text Embeddings Inference has beside {@code /embed}. */
@QuarkusTest
@TestProfile(MiniatureModel.class)
class TeiServerQuarkusTest {
    private static final String TEXT = "東京は日本の首都です。";

    @Test
    void infoHasTheKeysOfTeiAndOurs() {
        given().get("/info")
                .then()
                .statusCode(200)
                .body("model_id", equalTo("mini-embedding"))
                .body("model_sha", equalTo("2"))
                .body("model_dtype", equalTo("int8"))
                .body("served_model_name", equalTo("mini-embedding"))
                .body("model_type.embedding.pooling", equalTo("in_graph"))
                .body("max_concurrent_requests", greaterThan(0))
                .body("max_input_length", equalTo(512))
                .body("max_batch_tokens", greaterThan(0))
                .body("max_batch_requests", greaterThan(0))
                .body("max_client_batch_size", equalTo(64))
                .body("auto_truncate", equalTo(true))
                .body("tokenization_workers", greaterThan(0))
                .body("version", equalTo("2"))
                .body("$", hasKey("sha"))
                .body("$", hasKey("docker_label"))
                .body("sha", nullValue())
                .body("dimension", equalTo(256))
                .body("index_compat", equalTo("mini-embedding-2"))
                .body("model_digest", matchesPattern("[0-9a-f]{64}"))
                .body("files.'model.onnx'", matchesPattern("[0-9a-f]{64}"))
                .body("device", equalTo("cpu"))
                .body("device_reason", equalTo("it was asked for"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/ping", "/"})
    void healthHasThreeNamesAndNothingToSay(String path) {
        given().get(path).then().statusCode(200).body(equalTo(""));
    }

    @Test
    void readinessNamesTheModel() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'model' }.data.id", equalTo("mini-embedding"));
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/started").then().statusCode(200);
    }

    @Test
    void tokensHaveIdsPiecesAndPlaces() {
        List<Map<String, Object>> tokens =
                tokenize(Map.of("inputs", TEXT))
                        .statusCode(200)
                        .body("", hasSize(1))
                        .body("[0][0].special", equalTo(false))
                        .body("[0][0].start", equalTo(0))
                        .extract()
                        .path("[0]");

        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.get("text")));
        assertThat(text).hasToString(TEXT);
        assertThat(tokens.get(tokens.size() - 1)).containsEntry("stop", TEXT.length());
    }

    @Test
    void theIdsOfATextGiveTheVectorOfTheText() {
        List<Integer> ids = tokenize(Map.of("inputs", List.of(TEXT))).extract().path("[0].id");

        List<List<Float>> ofText = embed(TEXT);
        List<List<Float>> ofIds = embed(ids);
        List<List<Float>> ofIdLists = embed(List.of(ids, List.of(ids.get(0))));

        assertThat(ofIdLists).hasSize(2);
        for (int i = 0; i < ofText.get(0).size(); i++) {
            assertThat(ofIds.get(0).get(i)).isCloseTo(ofText.get(0).get(i), within(1e-5f));
            assertThat(ofIdLists.get(0).get(i)).isCloseTo(ofText.get(0).get(i), within(1e-5f));
        }
        assertThat(ofIdLists.get(1)).isNotEqualTo(ofIdLists.get(0));
    }

    private static List<List<Float>> embed(Object inputs) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("inputs", inputs))
                .post("/embed")
                .then()
                .statusCode(200)
                .extract()
                .path("");
    }

    @Test
    void badTokenizeCallsGetAClearError() {
        tokenize(Map.of("inputs", List.of())).statusCode(400).body("error_type", equalTo("Empty"));
        tokenize(Map.of("inputs", Collections.nCopies(65, "猫")))
                .statusCode(422)
                .body("error", containsString("There are 65 texts, the limit is 64"));
        tokenize(Map.of("inputs", Collections.nCopies(3, "a".repeat(10_000))))
                .statusCode(413)
                .body("error", containsString("30000 characters together, the limit is 20000"));
        tokenize(Map.of("inputs", List.of(1)))
                .statusCode(422)
                .body("error", containsString("inputs.0"));
        tokenize(Map.of()).statusCode(422).body("error_type", equalTo("Validation"));
    }

    @Test
    void metricsCarryOurNamesAndThoseOfTei() {
        embed(List.of("猫", "犬"));
        given().contentType(ContentType.JSON).body("{\"inputs\": []}").post("/embed");

        String metrics = given().get("/metrics").then().statusCode(200).extract().asString();

        assertThat(metrics).contains("fumikura_model_info{");
        assertThat(metrics.lines())
                .anyMatch(line -> line.startsWith("te_request_count{method=\"batch\"} "))
                .anyMatch(line -> line.startsWith("te_request_success{method=\"batch\"} "))
                .anyMatch(line -> line.startsWith("te_request_failure{err=\"empty\"} "))
                .anyMatch(
                        line -> line.startsWith("te_request_duration_bucket{method=\"batch\",le="))
                .anyMatch(line -> line.startsWith("te_request_tokenization_duration_sum"))
                .anyMatch(line -> line.startsWith("te_request_queue_duration_count"))
                .anyMatch(line -> line.startsWith("te_request_inference_duration_count"))
                .anyMatch(line -> line.startsWith("te_embed_count "))
                .anyMatch(line -> line.startsWith("te_embed_success "))
                .anyMatch(line -> line.startsWith("te_embed_inference_duration_bucket{le="))
                .anyMatch(line -> line.startsWith("te_request_input_length_bucket{le=\"512.0\"}"))
                .anyMatch(line -> line.startsWith("te_batch_next_size_count "))
                .anyMatch(line -> line.startsWith("te_batch_next_tokens_count "))
                .anyMatch(line -> line.startsWith("te_queue_size "));
        given().get("/q/metrics").then().statusCode(200).body(containsString("te_embed_count"));
    }

    @Test
    void theDescriptionOfTheApiNamesEveryRouteAndTheFormsOfAnInput() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/embed"))
                .body("paths", hasKey("/tokenize"))
                .body("paths", hasKey("/info"))
                .body("paths", hasKey("/v1/embeddings"))
                .body("paths", hasKey("/v1/models"))
                .body("paths.'/v1/models'.get.summary", containsString("OpenAI"))
                .body("components.schemas.EmbeddingInput.oneOf", hasSize(4));
    }

    @Test
    void halfASurrogatePairIsTokenisedAndWrittenAsAReplacement() {
        String tokens = tokenize("{\"inputs\":\"猫\\ud83d\"}").statusCode(200).extract().asString();

        assertThat(tokens).contains("猫").doesNotContain("\\ud83d");
    }

    private static ValidatableResponse tokenize(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/tokenize").then();
    }
}
