package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

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
    void everyFieldOfTeiIsUnderstood() {
        post(
                        TEI,
                        "{\"inputs\": [\"猫\"], \"truncate\": null, \"truncation_direction\": \"Right\","
                                + " \"prompt_name\": null, \"normalize\": true, \"dimensions\": 256}")
                .statusCode(200)
                .body("size()", equalTo(1));
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 400 | not valid JSON | Validation",
                "{\"inputs\": []} | 400 | There are no texts | Empty",
                "{\"inputs\": \"\"} | 400 | Text 0 (counted from 0) is empty | Empty",
                "{\"inputs\": [\"猫\", \" \"]} | 400 | Text 1 (counted from 0) is empty | Empty",
                "{\"inputs\": [[5], []]} | 400 | Input 1 (counted from 0) has no token ids | Empty",
                "{\"inputs\": [\"a\"], \"x\": 1} | 422 | x is not a known field | Validation",
                "{\"inputs\": [\"a\", 2]} | 422 | inputs.1 is missing or of the wrong type | Validation",
                "{\"inputs\": [1.5]} | 422 | inputs.0 is missing or of the wrong type | Validation",
                "{\"inputs\": [null]} | 422 | inputs.0 is missing or of the wrong type | Validation",
                "{\"inputs\": null} | 422 | is not valid | Validation",
                "{\"inputs\": {\"a\": 1}} | 422 | inputs is missing or of the wrong type | Validation",
                "{\"inputs\": [999999999]} | 422 | has the token id 999999999 | Validation",
                "{} | 422 | inputs is missing | Validation",
                "[] | 422 | body is missing or of the wrong type | Validation",
                "null | 422 | body must not be null | Validation",
                "{\"inputs\": [\"a\"], \"prompt_name\": \"z\"} | 422 | prompt_name has a value | Validation",
                "{\"inputs\": [\"a\"], \"truncate\": \"maybe\"} | 422 | truncate is missing or of the wrong type | Validation",
                "{\"inputs\": [\"a\"], \"truncation_direction\": \"left\"} | 422 | truncation_direction has a value that is not allowed | Validation",
                "{\"inputs\": [\"a\"], \"normalize\": false} | 422 | normalize must be true | Validation",
                "{\"inputs\": [\"a\"], \"dimensions\": 128} | 422 | dimensions must be 256 | Validation"
            })
    void badBodiesGetAClearError(String body, int status, String message, String type) {
        post(TEI, body)
                .statusCode(status)
                .contentType(ContentType.JSON)
                .body("error", containsString(message))
                .body("error_type", equalTo(type));
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

    private static ValidatableResponse post(String path, Object body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }
}
