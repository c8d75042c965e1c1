package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.fumikura.contract.event.Vectors;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(MiniatureModel.class)
class EmbedRoutesQuarkusTest {
    private static final String TEI = "/embed";
    private static final String OPENAI = "/v1/embeddings";

    @Test
    void oneTextGivesOneUnitVectorInAList() {
        List<List<Float>> vectors =
                post(TEI, "{\"inputs\": \"東京は日本の首都です。\"}")
                        .statusCode(200)
                        .header("x-compute-tokens", equalTo("7"))
                        .header("x-truncated-inputs", equalTo("0"))
                        .header("x-tokenization-time", matchesPattern("[0-9]+"))
                        .header("x-queue-time", matchesPattern("[0-9]+"))
                        .header("x-inference-time", matchesPattern("[0-9]+"))
                        .extract()
                        .path("");

        assertThat(vectors).hasSize(1);
        assertThat(vectors.get(0)).hasSize(256);
        double square = vectors.get(0).stream().mapToDouble(v -> v * v).sum();
        assertThat(square).isCloseTo(1, within(1e-3));
    }

    @Test
    void aTextHasTheSameVectorAloneAndAmongOthers() {
        List<List<Float>> alone = post(TEI, "{\"inputs\": [\"猫\"]}").extract().path("");
        List<List<Float>> together =
                post(TEI, "{\"inputs\": [\"東京は日本の首都です。\", \"猫\"], \"prompt_name\": \"document\"}")
                        .extract()
                        .path("");

        for (int i = 0; i < 256; i++) {
            assertThat(together.get(1).get(i)).isCloseTo(alone.get(0).get(i), within(1e-5f));
        }
    }

    @Test
    void aLongTextIsCutAndTheCallerIsTold() {
        String text = "江戸。".repeat(1000);

        post(TEI, Map.of("inputs", List.of(text)))
                .statusCode(200)
                .header("x-truncated-inputs", equalTo("1"))
                .header("x-compute-tokens", equalTo("512"));
    }

    @Test
    void aLongTextIsRefusedWhenItMustNotBeCut() {
        String text = "江戸。".repeat(1000);

        post(TEI, Map.of("inputs", List.of("猫", text), "truncate", false))
                .statusCode(422)
                .body("error", containsString("Text 1 (counted from 0) has 2000 tokens"))
                .body("error_type", equalTo("Validation"));
    }

    @Test
    void openAiClientsGetNumbersOrBase64OfTheSameVector() {
        List<Float> numbers =
                post(OPENAI, "{\"model\": \"m\", \"input\": \"猫\", \"user\": \"somebody\"}")
                        .statusCode(200)
                        .body("object", equalTo("list"))
                        .body("model", equalTo("mini-embedding"))
                        .body("data", hasSize(1))
                        .body("data[0].object", equalTo("embedding"))
                        .body("data[0].index", equalTo(0))
                        .body("usage.prompt_tokens", equalTo(1))
                        .body("usage.total_tokens", equalTo(1))
                        .extract()
                        .path("data[0].embedding");
        String base64 =
                post(
                                OPENAI,
                                "{\"model\": \"m\", \"input\": [\"猫\"], \"encoding_format\":"
                                        + " \"base64\", \"dimensions\": 256}")
                        .statusCode(200)
                        .extract()
                        .path("data[0].embedding");

        float[] decoded = Vectors.decode(base64);
        assertThat(decoded).hasSize(256);
        for (int i = 0; i < decoded.length; i++) {
            assertThat(numbers.get(i)).isCloseTo(decoded[i], within(1e-6f));
        }
    }

    @Test
    void openAiErrorsHaveTheirOwnShape() {
        post(OPENAI, "{\"model\": \"m\", \"input\": [\"猫\"], \"dimensions\": 128}")
                .statusCode(422)
                .body("error.message", containsString("dimensions must be 256"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("invalid_request"));
        post(OPENAI, "{\"input\": [\"猫\"]}").statusCode(422).body("error.param", equalTo("model"));
        post(OPENAI, "{").statusCode(400).body("error.code", equalTo("unreadable_request"));
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 400 | not valid JSON",
                "{\"inputs\": []} | 422 | inputs must not be empty",
                "{\"inputs\": [\"猫\", \" \"]} | 422 | Text 1 (counted from 0) is empty",
                "{\"inputs\": [\"a\"], \"x\": 1} | 422 | x is not a known field",
                "{\"inputs\": [1, 2]} | 422 | inputs.0 has a value that is not allowed",
                "{\"inputs\": [null]} | 422 | is not valid",
                "{\"inputs\": null} | 422 | is not valid",
                "{\"inputs\": {\"a\": 1}} | 422 | inputs.0 is missing or of the wrong type",
                "{} | 422 | inputs is missing",
                "[] | 422 | body is missing or of the wrong type",
                "null | 422 | body must not be null",
                "{\"inputs\": [\"a\"], \"prompt_name\": \"z\"} | 422 | prompt_name has a value",
                "{\"inputs\": [\"a\"], \"truncate\": \"maybe\"} | 422 | truncate is missing or of the wrong type",
                "{\"inputs\": [\"a\"], \"normalize\": false} | 422 | normalize must be true"
            })
    void badBodiesGetAClearError(String body, int status, String message) {
        post(TEI, body)
                .statusCode(status)
                .contentType(ContentType.JSON)
                .body("error", containsString(message))
                .body("error_type", equalTo("Validation"));
    }

    @Test
    void tooManyTextsAndTooLongTextsAreRefused() {
        post(TEI, Map.of("inputs", Collections.nCopies(65, "猫")))
                .statusCode(422)
                .body("error", containsString("There are 65 texts, the limit is 64"));
        post(TEI, Map.of("inputs", List.of("a".repeat(20_001))))
                .statusCode(413)
                .body("error", containsString("20001 characters, the limit is 20000"));
    }

    @Test
    void anUnknownAddressGetsAProblemWithTheTraceOfTheCaller() {
        String trace = "0af7651916cd43dd8448eb211c80319c";

        given().header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .get("/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("x-trace-id", equalTo(trace))
                .body("trace_id", equalTo(trace))
                .body("code", equalTo("not_found"));
    }

    @Test
    void infoSaysWhichModelThisIs() {
        given().get("/info")
                .then()
                .statusCode(200)
                .body("model_id", equalTo("mini-embedding"))
                .body("dimension", equalTo(256))
                .body("index_compat", equalTo("mini-embedding-1"))
                .body("max_input_length", equalTo(512))
                .body("max_client_batch_size", equalTo(64))
                .body("model_digest", matchesPattern("[0-9a-f]{64}"))
                .body("files.'model.onnx'", matchesPattern("[0-9a-f]{64}"))
                .body("device", equalTo("cpu"))
                .body("device_reason", equalTo("it was asked for"));
    }

    @Test
    void healthIsGreenWithTheModelInIt() {
        given().get("/health").then().statusCode(200).body(equalTo(""));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'model' }.data.id", equalTo("mini-embedding"));
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/started").then().statusCode(200);
    }

    @Test
    void metricsCountBatchesAndNameTheModel() {
        post(TEI, "{\"inputs\": \"猫\"}").statusCode(200);

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("fumikura_batch_rows_count{lane=\"interactive\"}"))
                .body(containsString("fumikura_queue_tokens{lane=\"bulk\"}"))
                .body(containsString("fumikura_model_info{"));
    }

    private static ValidatableResponse post(String path, Object body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }
}
