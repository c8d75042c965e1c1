package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lengths that ingest-service cuts documents by. */
@QuarkusTest
@TestProfile(MiniatureModel.class)
class TokenCountsQuarkusTest {
    private static final String TEXT = "東京は日本の首都です。";

    @Test
    void countsWhatTokenizeListsWithoutWhatTheModelGetsAroundIt() {
        int listed =
                given().contentType(ContentType.JSON)
                        .body(Map.of("inputs", TEXT, "add_special_tokens", false))
                        .post("/tokenize")
                        .path("[0].size()");

        List<Integer> counts =
                count(List.of(TEXT, TEXT + TEXT, "猫"))
                        .statusCode(200)
                        .body("max_tokens", equalTo(512))
                        .extract()
                        .path("counts");

        assertThat(counts).hasSize(3);
        assertThat(counts.get(0)).isEqualTo(listed).isGreaterThan(3);
        assertThat(counts.get(1)).isEqualTo(2 * counts.get(0));
        assertThat(counts.get(2)).isEqualTo(1);
    }

    @Test
    void countsATextBeyondWhatTheModelReads() {
        List<Integer> counts =
                count(List.of(TEXT.repeat(500))).statusCode(200).extract().path("counts");

        assertThat(counts.get(0)).isGreaterThan(2_000);
    }

    @Test
    void refusesWhatIsTooMuchOrNothing() {
        count(List.of()).statusCode(422).body("code", equalTo("empty_input"));
        count(List.of("猫", " ")).statusCode(422).body("code", equalTo("empty_input"));
        count(Collections.nCopies(1025, "猫"))
                .statusCode(422)
                .body("detail", containsString("There are 1025 texts, the limit is 1024"));
        count(Collections.nCopies(3, "a".repeat(10_000)))
                .statusCode(413)
                .body("detail", containsString("30000 characters together, the limit is 20000"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/token-counts")
                .then()
                .statusCode(422);
    }

    private static ValidatableResponse count(List<String> texts) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("texts", texts))
                .post("/v1/token-counts")
                .then();
    }
}
