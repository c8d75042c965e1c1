package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.fumikura.contract.event.Vectors;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(MiniatureModel.class)
class OpenAiRoutesQuarkusTest {
    @Test
    void theAnswerHasTheShapeOfOpenAi() {
        post("{\"model\": \"m\", \"input\": [\"猫\", \"東京は日本の首都です。\"], \"user\": \"somebody\"}")
                .statusCode(200)
                .body("$", aMapWithSize(4))
                .body("object", equalTo("list"))
                .body("model", equalTo("mini-embedding"))
                .body("data", hasSize(2))
                .body("data[1]", aMapWithSize(3))
                .body("data[1].object", equalTo("embedding"))
                .body("data[1].index", equalTo(1))
                .body("data[1].embedding", hasSize(256))
                .body("usage", aMapWithSize(2))
                .body("usage.prompt_tokens", equalTo(8))
                .body("usage.total_tokens", equalTo(8));
    }

    @Test
    void base64HoldsTheSameNumbersAsLittleEndianFloats() {
        List<Float> numbers =
                post("{\"model\": \"m\", \"input\": \"猫\", \"encoding_format\": \"float\"}")
                        .statusCode(200)
                        .extract()
                        .path("data[0].embedding");
        String base64 =
                post("{\"model\": \"m\", \"input\": \"猫\", \"encoding_format\": \"base64\"}")
                        .statusCode(200)
                        .extract()
                        .path("data[0].embedding");

        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(4 * 256);
        for (Float number : numbers) {
            assertThat(bytes.getFloat()).isCloseTo(number, within(1e-6f));
        }
    }

    @Test
    void tokenIdsGiveTheVectorOfTheirText() {
        List<Integer> ids =
                given().contentType(ContentType.JSON)
                        .body(Map.of("inputs", "東京は日本の首都です。"))
                        .post("/tokenize")
                        .then()
                        .extract()
                        .path("[0].id");

        float[] text = vector("東京は日本の首都です。", 0, 7);
        float[] one = vector(ids, 0, 7);
        float[] second = vector(List.of(List.of(ids.get(0)), ids), 1, 8);

        assertThat(one).containsExactly(text, within(1e-5f));
        assertThat(second).containsExactly(text, within(1e-5f));
    }

    private static float[] vector(Object input, int index, int tokens) {
        String base64 =
                post(Map.of("model", "m", "input", input, "encoding_format", "base64"))
                        .statusCode(200)
                        .body("usage.total_tokens", equalTo(tokens))
                        .extract()
                        .path("data[%d].embedding".formatted(index));
        return Vectors.decode(base64);
    }

    @Test
    void anyModelNameIsTakenAndTheAnswerSaysWhichOneItWas() {
        post("{\"model\": \"text-embedding-3-large\", \"input\": \"猫\", \"dimensions\": 256}")
                .statusCode(200)
                .body("model", equalTo("mini-embedding"));
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{ | 400 | not valid JSON | - | unreadable_request",
                "{\"input\": \"猫\"} | 422 | model is missing | model | invalid_request",
                "{\"model\": \"m\"} | 422 | input is missing | input | invalid_request",
                "{\"model\": \"m\", \"input\": []} | 422 | There are no texts | - | empty_input",
                "{\"model\": \"m\", \"input\": [\"猫\", \"\"]} | 422 | Text 1 (counted from 0) is empty | - | empty_input",
                "{\"model\": \"m\", \"input\": [[]]} | 422 | Input 0 (counted from 0) has no token ids | - | empty_input",
                "{\"model\": \"m\", \"input\": true} | 422 | input is missing or of the wrong type | input | invalid_request",
                "{\"model\": \"m\", \"input\": [1, \"猫\"]} | 422 | input.1 is missing or of the wrong type | input.1 | invalid_request",
                "{\"model\": \"m\", \"input\": [-1]} | 422 | has the token id -1, this model has the ids 0 to | - | invalid_request",
                "{\"model\": \"m\", \"input\": [[5], [100000000]]} | 422 | Input 1 (counted from 0) has the token id 100000000 | - | invalid_request",
                "{\"model\": \"m\", \"input\": \"猫\", \"dimensions\": 128} | 422 | dimensions must be 256 | - | invalid_request",
                "{\"model\": \"m\", \"input\": \"猫\", \"encoding_format\": \"int8\"} | 422 | encoding_format has a value that is not allowed | encoding_format | invalid_request"
            })
    void badBodiesGetTheNestedErrorOfOpenAi(
            String body, int status, String message, String param, String code) {
        post(body)
                .statusCode(status)
                .contentType(ContentType.JSON)
                .body("error", aMapWithSize(4))
                .body("error.message", containsString(message))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo(param))
                .body("error.code", equalTo(code));
    }

    @Test
    void tooManyAndTooLongInputsAreRefused() {
        post(Map.of("model", "m", "input", Collections.nCopies(65, List.of(5))))
                .statusCode(422)
                .body("error.message", containsString("There are 65 texts, the limit is 64"));
        post(Map.of("model", "m", "input", Collections.nCopies(513, 5)))
                .statusCode(422)
                .body("error.message", containsString("513 token ids, the limit is 512"));
        post(Map.of("model", "m", "input", "a".repeat(20_001)))
                .statusCode(413)
                .body("error.code", equalTo("request_too_large"));
    }

    @Test
    void aTextThatIsTooLongForTheModelIsCutAndTheCallerIsTold() {
        post(Map.of("model", "m", "input", "江戸。".repeat(1000)))
                .statusCode(200)
                .header("x-truncated-inputs", equalTo("1"))
                .body("usage.total_tokens", equalTo(512));
    }

    @Test
    void theListOfModelsHoldsTheOneThatIsServed() {
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data", hasSize(1))
                .body("data[0].id", equalTo("mini-embedding"))
                .body("data[0].object", equalTo("model"))
                .body("data[0].created", greaterThan(1_700_000_000))
                .body("data[0].owned_by", equalTo("fumikura"));
        given().get("/v1/models/mini-embedding")
                .then()
                .statusCode(200)
                .body("id", equalTo("mini-embedding"));
    }

    @Test
    void aModelThatIsNotServedIsNotFound() {
        given().get("/v1/models/some/other")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"))
                .body("error.message", containsString("mini-embedding"));
    }

    private static ValidatableResponse post(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/v1/embeddings").then();
    }
}
