package io.fumikura.query;

import static io.fumikura.access.Scope.INGEST;
import static io.fumikura.access.Scope.OPERATE;
import static io.fumikura.access.Scope.SEARCH;
import static io.fumikura.access.Scope.SYSTEM;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import io.fumikura.access.permission.KeysOfTests;
import io.fumikura.access.permission.RouteWalk;
import io.fumikura.access.token.CallerTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is open to whom, and what the other services are told of it. */
@QuarkusTest
@TestProfile(WithKeys.class)
class PermissionsQuarkusTest {
    private static final String KEY = KeysOfTests.allowing(SEARCH);
    private static final Caller CALLER =
            new Caller("only-search", "default", Set.of(SEARCH), Set.of("人事"));

    private static final Set<String> PUBLIC = Set.of("POST /v1/session", "DELETE /v1/session");
    private static final Map<String, Set<Scope>> OPENED_BY =
            Map.ofEntries(
                    Map.entry("POST /v1/search", Set.of(SEARCH)),
                    Map.entry("POST /v1/answers", Set.of(SEARCH)),
                    Map.entry("POST /v1/chat/completions", Set.of(SEARCH)),
                    Map.entry("GET /v1/models", Set.of(SEARCH)),
                    Map.entry("POST /v1/feedback", Set.of(SEARCH)),
                    Map.entry("GET /v1/feedback", Set.of(OPERATE)),
                    Map.entry("GET /v1/conversations/{id}", Set.of(SEARCH)),
                    Map.entry("DELETE /v1/conversations/{id}", Set.of(SEARCH)),
                    Map.entry("GET /v1/status", Set.of(SEARCH, OPERATE)));

    /** What no OpenAPI document names: assistants, and what is passed on to ingest-service. */
    private static final Map<String, Set<Scope>> BESIDES =
            Map.ofEntries(
                    Map.entry("POST /mcp", Set.of(SEARCH)),
                    Map.entry("GET /v1/documents", Set.of(SEARCH, INGEST)),
                    Map.entry("POST /v1/documents", Set.of(INGEST)),
                    Map.entry("GET /v1/documents/{id}", Set.of(SEARCH, INGEST)),
                    Map.entry("DELETE /v1/documents/{id}", Set.of(INGEST)),
                    Map.entry("GET /v1/documents/{id}/pages/{number}", Set.of(SEARCH)),
                    Map.entry("GET /v1/documents/{id}/pages/{number}/image", Set.of(SEARCH)),
                    Map.entry("GET /v1/documents/{id}/export", Set.of(SEARCH)),
                    Map.entry("GET /v1/review", Set.of(SEARCH)),
                    Map.entry("GET /v1/dead-letters", Set.of(OPERATE)),
                    Map.entry("POST /v1/dead-letters/{id}/replay", Set.of(OPERATE)),
                    Map.entry("GET /v1/reindex", Set.of(SYSTEM)));

    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    private final CallerTokens ingest = KeysOfTests.tokens("ingest-service");

    @BeforeEach
    void whole() {
        world.whole();
    }

    private static RouteWalk walk() {
        return new RouteWalk(URI.create("http://localhost:" + RestAssured.port));
    }

    @Test
    void everyRouteIsOpenToWhoTheTableSaysAndToNobodyElse() {
        Set<String> closed = new TreeSet<>(walk().routes());
        closed.removeAll(PUBLIC);

        assertThat(walk().open(walk().routes())).isEqualTo(PUBLIC);
        assertThat(walk().openedBy(closed)).isEqualTo(OPENED_BY);
        assertThat(walk().open(BESIDES.keySet())).isEmpty();
        assertThat(walk().openedBy(BESIDES.keySet())).isEqualTo(BESIDES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/app/main.js", "/_static/lit-html/lit-html.js", "/q/health/ready"})
    void thePageOpensForWhoIsNotSignedIn(String path) {
        given().get(path).then().statusCode(200);
        given().cookie("fumikura_key", "old").get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/sse", "/mcp/messages/1"})
    void assistantsHaveOneWayWhichTheAuditLogSees(String path) {
        String mighty = KeysOfTests.allowing(SYSTEM);

        given().header("Authorization", "Bearer " + mighty).get(path).then().statusCode(403);
        given().header("Authorization", "Bearer " + mighty).post(path).then().statusCode(403);
    }

    @Test
    void ingestServiceIsToldWhoseRequestItIsAndSeesNoCredential() {
        given().header("Authorization", "Bearer " + KEY)
                .header("X-Fumikura-Tenant", "other")
                .get("/v1/documents")
                .then()
                .statusCode(200);

        Map<String, List<String>> headers = world.ingest().lastHeaders();
        assertThat(headers).doesNotContainKeys("Authorization", "X-api-key", "Cookie");
        assertThat(ingest.verify(token(headers))).isEqualTo(CALLER);
    }

    @Test
    void aTokenThatTheCallerSendsIsNotPassedOn() {
        String forged = KeysOfTests.tokens("query-service").issue(CALLER, "ingest-service");

        given().header(CallerTokens.HEADER, forged).get("/v1/documents").then().statusCode(401);
    }

    @Test
    void theModelServicesAreToldWhoseQuestionItIs() {
        given().header("X-Api-Key", KEY)
                .contentType("application/json")
                .body("{\"query\":\"有給休暇\"}")
                .post("/v1/search")
                .then()
                .statusCode(200);

        CallerTokens embedding = KeysOfTests.tokens("embedding-service");
        CallerTokens reranker = KeysOfTests.tokens("reranker-service");
        Caller told = embedding.verify(Objects.requireNonNull(world.embedding().lastCaller()));
        assertThat(told.name()).isEqualTo("only-search");
        assertThat(told.tenant()).isEqualTo("default");
        assertThat(told.has(Scope.INFER)).isTrue();
        assertThat(reranker.verify(Objects.requireNonNull(world.reranker().lastCaller())))
                .isEqualTo(told);
    }

    @Test
    void signsInOnThePage() {
        given().contentType("application/json")
                .body("{\"key\":\"%s\"}".formatted(KEY))
                .post("/v1/session")
                .then()
                .statusCode(204)
                .header("Set-Cookie", startsWith("fumikura_key=" + KEY));
        given().contentType("application/json")
                .body("{\"key\":\"fk_nobody_x\"}")
                .post("/v1/session")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
        given().cookie("fumikura_key", KEY).get("/v1/documents").then().statusCode(200);
        assertThat(ingest.verify(token(world.ingest().lastHeaders()))).isEqualTo(CALLER);
    }

    private static String token(Map<String, List<String>> headers) {
        return Objects.requireNonNull(headers.get("X-fumikura-caller")).get(0);
    }
}
