package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.access.Scope;
import io.fumikura.access.permission.KeysOfTests;
import io.fumikura.access.permission.RouteWalk;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is open to whom: every route is asked with no credential and with each. */
@QuarkusTest
@TestProfile(PermissionsQuarkusTest.WithKeys.class)
class PermissionsQuarkusTest {
    private static final Set<Scope> INFER = Set.of(Scope.INFER);

    private static final Set<String> PUBLIC = Set.of("GET /", "GET /health", "GET /ping");
    private static final Map<String, Set<Scope>> OPENED_BY =
            Map.ofEntries(
                    Map.entry("POST /embed", INFER),
                    Map.entry("POST /tokenize", INFER),
                    Map.entry("GET /info", INFER),
                    Map.entry("POST /v1/embeddings", INFER),
                    Map.entry("POST /v1/token-counts", INFER),
                    Map.entry("GET /v1/models", INFER),
                    Map.entry("GET /v1/models/{id}", INFER));

    public static class WithKeys extends MiniatureModel {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.putAll(KeysOfTests.settings());
            return overrides;
        }
    }

    @Test
    void everyRouteIsOpenToWhoTheTableSaysAndToNobodyElse() {
        RouteWalk walk = new RouteWalk(URI.create("http://localhost:" + RestAssured.port));
        Set<String> closed = new TreeSet<>(walk.routes());
        closed.removeAll(PUBLIC);

        assertThat(walk.open(walk.routes())).isEqualTo(PUBLIC);
        assertThat(walk.openedBy(closed)).isEqualTo(OPENED_BY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/ready", "/q/metrics", "/metrics"})
    void whatWatchesTheServiceNeedsNoCredential(String path) {
        given().get(path).then().statusCode(200);
    }
}
