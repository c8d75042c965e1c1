package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BodyLimitQuarkusTest.SmallBodies.class)
class BodyLimitQuarkusTest {
    public static class SmallBodies extends MiniatureModel {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("quarkus.http.limits.max-body-size", "1K");
            return overrides;
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedInTheDialectOfItsRoute() {
        post("/embed")
                .contentType(ContentType.JSON)
                .header("x-trace-id", matchesPattern("[0-9a-f]{32}"))
                .body("error", equalTo("The body has 2014 bytes, the limit is 1024"))
                .body("error_type", equalTo("Validation"));
        post("/v1/embeddings").body("error.code", equalTo("request_too_large"));
        post("/elsewhere")
                .contentType("application/problem+json")
                .body("status", equalTo(413))
                .body("trace_id", matchesPattern("[0-9a-f]{32}"));
    }

    @Test
    void whatFitsGoesThrough() {
        given().contentType(ContentType.JSON)
                .body("{\"inputs\": \"猫\"}")
                .post("/embed")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse post(String path) {
        return given().contentType(ContentType.JSON)
                .body("{\"inputs\": \"" + "a".repeat(2000) + "\"}")
                .post(path)
                .then()
                .statusCode(413);
    }
}
