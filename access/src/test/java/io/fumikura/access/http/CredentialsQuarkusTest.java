package io.fumikura.access.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.fumikura.access.Caller;
import io.fumikura.access.OurServices;
import io.fumikura.access.Scope;
import io.fumikura.access.permission.KeysOfTests;
import io.fumikura.access.permission.RouteWalk;
import io.fumikura.access.token.CallerTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WithKeys.class)
class CredentialsQuarkusTest {
    private static final String SEARCH = KeysOfTests.allowing(Scope.SEARCH);
    private static final String INGEST = KeysOfTests.allowing(Scope.INGEST);
    private static final String SYSTEM = KeysOfTests.allowing(Scope.SYSTEM);
    private static final Caller CARRIED =
            new Caller("page", "b", Set.of(Scope.SEARCH), Set.of("legal"));

    private static URI base() {
        return URI.create(RestAssured.baseURI + ":" + RestAssured.port);
    }

    @Test
    void refusesWhoShowsNothingInTheShapeOfTheRoute() {
        given().get("/v1/whoami")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .header("x-trace-id", notNullValue())
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("unauthenticated"))
                .body("instance", equalTo("/v1/whoami"))
                .body("trace_id", notNullValue());
        given().post("/embed")
                .then()
                .statusCode(401)
                .body("error", containsString("credential"))
                .body("error_type", equalTo("Validation"));
        given().post("/v2/rerank")
                .then()
                .statusCode(401)
                .body("message", containsString("credential"));
    }

    @Test
    void takesAKeyFromEitherHeader() {
        String page = "only-search of default, [SEARCH], [人事]";
        given().header("X-Api-Key", SEARCH).get("/v1/whoami").then().body(is(page));
        given().header("Authorization", "Bearer " + SEARCH)
                .get("/v1/whoami")
                .then()
                .statusCode(200)
                .body(is(page));
        given().header("Authorization", "bearer " + SEARCH)
                .post("/v1/search")
                .then()
                .body(is(page));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer x",
                "Bearer fk_only-search_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer fk_nobody_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer ",
                "Basic dXNlcjpwYXNz"
            })
    void refusesWhatIsNoKey(String authorization) {
        given().header("Authorization", authorization)
                .get("/v1/whoami")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void refusesAKeyWithoutTheScope() {
        given().header("X-Api-Key", INGEST)
                .post("/v1/search")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("insufficient_scope"))
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("forbidden"));
        given().header("X-Api-Key", INGEST).get("/v1/documents/7").then().statusCode(200);
        given().header("X-Api-Key", INGEST).get("/v1/documents/7/pages/1").then().statusCode(403);
        given().header("X-Api-Key", SEARCH).get("/v1/documents/7/pages/1").then().statusCode(200);
        given().header("X-Api-Key", SEARCH).delete("/v1/documents/7").then().statusCode(403);
        given().header("X-Api-Key", INGEST).delete("/v1/documents/7").then().statusCode(200);
    }

    @Test
    void aRouteThatNoTableListsIsForTheWidestScope() {
        given().get("/v1/forgotten").then().statusCode(401);
        given().header("X-Api-Key", SEARCH).get("/v1/forgotten").then().statusCode(403);
        given().header("X-Api-Key", SYSTEM).get("/v1/forgotten").then().statusCode(200);
        given().header("X-Api-Key", SYSTEM).get("/v1/nothing").then().statusCode(404);
        given().header("X-Api-Key", SEARCH).get("/v1/search").then().statusCode(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/whoami/",
                "//v1/whoami",
                "/v1//whoami",
                "/v1/%77hoami",
                "/v1/whoami;x=y",
                "/q/metrics/../../v1/whoami",
                "/q/health/%2e%2e/%2e%2e/v1/whoami",
                "/V1/whoami"
            })
    void noOtherWayOfWritingAPathGoesAroundTheTable(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/documents/7%2Fpages%2F1;x",
                "/v1/documents/7%2fpages%2f1",
                "/v1/documents/7;x",
                "/v1/documents/7/",
                "/v1/documents/7//",
                "/v1/documents/%2537",
                "/v1/documents/7%5Cpages",
                "/v1/documents/7%00"
            })
    void noPathIsReadOneWayByTheTableAndAnotherWayByTheRoutes(String path) {
        given().urlEncodingEnabled(false)
                .header("X-Api-Key", INGEST)
                .get(path)
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
    }

    @Test
    void whatIsPublicNeedsNothing() {
        given().get("/q/metrics").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(200);
        assertThat(new RouteWalk(base()).open(Set.of("GET /v1/whoami", "DELETE /v1/session")))
                .containsExactly("DELETE /v1/session");
    }

    @Test
    void believesAnotherServiceForWhomItAsks() {
        CallerTokens query = KeysOfTests.tokens("query-service");
        String token = query.issue(CARRIED, "test-service");

        given().header(CallerTokens.HEADER, token)
                .get("/v1/whoami")
                .then()
                .statusCode(200)
                .body(is("page of b, [SEARCH], [legal]"));
        given().header(CallerTokens.HEADER, token).delete("/v1/documents/7").then().statusCode(403);
        given().header(CallerTokens.HEADER, query.issue(CARRIED, "ingest-service"))
                .header("X-Api-Key", SEARCH)
                .get("/v1/whoami")
                .then()
                .statusCode(401);
        given().header(CallerTokens.HEADER, "x").get("/v1/whoami").then().statusCode(401);
    }

    @Test
    void theLogSaysOnceWhyAServiceIsRefusedAndShowsNothingOfItsToken() {
        CallerTokens stranger = new CallerTokens("x".repeat(40).getBytes(UTF_8), OurServices.QUERY);
        String token = stranger.issue(CARRIED, "test-service");
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.add(line.getMessage());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger logger = Logger.getLogger(Refusals.class.getName());
        logger.addHandler(handler);
        try {
            for (int i = 0; i < 3; i++) {
                given().header(CallerTokens.HEADER, token)
                        .get("/v1/whoami")
                        .then()
                        .statusCode(401)
                        .body(not(containsString("secret")));
            }
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(lines)
                .singleElement()
                .satisfies(
                        line ->
                                assertThat(line)
                                        .contains("service secret")
                                        .doesNotContain(token.split("\\.")));
    }

    @Test
    void signsInWithACookieThatNoScriptCanRead() {
        String cookie =
                given().body(SEARCH)
                        .post("/v1/session")
                        .then()
                        .statusCode(204)
                        .extract()
                        .header("Set-Cookie");
        assertThat(cookie)
                .startsWith("fumikura_key=" + SEARCH)
                .containsIgnoringCase("; HttpOnly")
                .contains("SameSite=Strict", "Path=/")
                .doesNotContain("Secure", "Max-Age");

        given().cookie("fumikura_key", SEARCH).get("/v1/whoami").then().statusCode(200);
        assertThat(
                        given().cookie("fumikura_key", SEARCH)
                                .header("Sec-Fetch-Site", "same-origin")
                                .delete("/v1/session")
                                .header("Set-Cookie"))
                .startsWith("fumikura_key=;")
                .contains("Max-Age=0");
    }

    @Test
    void aCookieThatDoesNotHoldCountsAsNone() {
        String old = SEARCH.substring(0, SEARCH.length() - 3) + "AAA";
        given().body(old)
                .post("/v1/session")
                .then()
                .statusCode(401)
                .header("Set-Cookie", nullValue());

        given().cookie("fumikura_key", old).get("/v1/whoami").then().statusCode(401);
        given().cookie("fumikura_key", old).get("/q/metrics").then().statusCode(200);
        given().cookie("fumikura_key", old).delete("/v1/session").then().statusCode(204);
    }

    @Test
    void aCookieChangesThingsOnlyForAPageOfOurs() {
        String ours = "http://" + base().getAuthority();
        assertThat(withCookie("Sec-Fetch-Site", "same-origin")).isEqualTo(200);
        assertThat(withCookie("Origin", ours)).isEqualTo(200);

        assertThat(withCookie("Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(withCookie("Sec-Fetch-Site", "same-site")).isEqualTo(403);
        assertThat(withCookie("Origin", "https://elsewhere.example")).isEqualTo(403);
        assertThat(withCookie("Origin", "null")).isEqualTo(403);
        assertThat(withCookie("X-Nothing", "said")).isEqualTo(403);
    }

    private static int withCookie(String header, String value) {
        return given().cookie("fumikura_key", SEARCH)
                .header(header, value)
                .post("/v1/search")
                .statusCode();
    }

    @Test
    void assistantsAreNotReachedFromPagesOfOthers() {
        given().header("X-Api-Key", SEARCH).post("/mcp").then().statusCode(200);
        given().header("X-Api-Key", SEARCH)
                .header("Origin", "https://elsewhere.example")
                .post("/mcp")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }
}
