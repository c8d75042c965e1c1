package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that started before everything it needs. */
@QuarkusTest
@TestProfile(EverythingAway.class)
class EverythingAwayQuarkusTest {
    @Test
    void startsAndIsReady() {
        given().get("/q/health/started").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void saysWhatIsMissing() {
        given().contentType("application/json")
                .body("{\"query\":\"x\"}")
                .post("/v1/search")
                .then()
                .statusCode(503)
                .contentType(containsString("application/problem+json"))
                .body("detail", containsString("the index"));
        given().get("/v1/status")
                .then()
                .statusCode(200)
                .body("state", equalTo("down"))
                .body("parts.embedding.state", equalTo("down"))
                .body("parts.postgresql.state", equalTo("down"))
                .body("parts.ollama.state", equalTo("down"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nothing", "/v1/search/x"})
    void answersAProblemForAnAddressThatIsNotThere(String path) {
        given().get(path)
                .then()
                .statusCode(404)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("not_found"));
    }

    @Test
    void answersAProblemForAMethodOrTypeThatIsNotAllowed() {
        given().get("/v1/search")
                .then()
                .statusCode(405)
                .body("code", equalTo("method_not_allowed"));
        given().contentType("text/plain")
                .body("x")
                .post("/v1/search")
                .then()
                .statusCode(415)
                .body("", hasKey("code"));
    }

    @Test
    void describesItself() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/v1/search"))
                .body("paths", hasKey("/v1/answers"))
                .body("paths", hasKey("/v1/chat/completions"));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("fumikura_query_log_rows_lost_total"));
    }
}
