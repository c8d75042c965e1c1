package io.fumikura.access.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OpenModeQuarkusTest.Open.class)
class OpenModeQuarkusTest {
    public static class Open implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("access.mode", "open", "access.tenant", "home");
        }
    }

    @Test
    void letsEverybodyOnThisMachineIn() {
        given().get("/v1/whoami").then().statusCode(200).body(startsWith("anyone of home"));
        given().delete("/v1/documents/7").then().statusCode(200);
        given().get("/v1/nothing").then().statusCode(404);
    }

    @Test
    void butNoPageOfAnotherSite() {
        given().header("Sec-Fetch-Site", "cross-site")
                .delete("/v1/documents/7")
                .then()
                .statusCode(403);
        given().header("Host", "rebound.example").get("/v1/whoami").then().statusCode(403);
    }
}
