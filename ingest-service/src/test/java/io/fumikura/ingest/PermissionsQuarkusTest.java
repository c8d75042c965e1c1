package io.fumikura.ingest;

import static io.fumikura.access.Scope.INGEST;
import static io.fumikura.access.Scope.OPERATE;
import static io.fumikura.access.Scope.SEARCH;
import static io.fumikura.access.Scope.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.access.Scope;
import io.fumikura.access.permission.KeysOfTests;
import io.fumikura.access.permission.RouteWalk;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What is open to whom: every route is asked with no credential and with each. */
@QuarkusTest
@TestProfile(PermissionsQuarkusTest.WithKeys.class)
class PermissionsQuarkusTest {
    private static final Map<String, Set<Scope>> OPENED_BY =
            Map.ofEntries(
                    Map.entry("GET /v1/documents", Set.of(SEARCH, INGEST)),
                    Map.entry("POST /v1/documents", Set.of(INGEST)),
                    Map.entry("GET /v1/documents/{id}", Set.of(SEARCH, INGEST)),
                    Map.entry("DELETE /v1/documents/{id}", Set.of(INGEST)),
                    Map.entry("PUT /v1/documents/{id}/groups", Set.of(INGEST)),
                    Map.entry("GET /v1/documents/{id}/events", Set.of(SEARCH, INGEST)),
                    Map.entry("GET /v1/documents/{id}/export", Set.of(SEARCH)),
                    Map.entry("GET /v1/documents/{id}/pages/{number}", Set.of(SEARCH)),
                    Map.entry("GET /v1/documents/{id}/pages/{number}/image", Set.of(SEARCH)),
                    Map.entry("GET /v1/review", Set.of(SEARCH)),
                    Map.entry("GET /v1/dead-letters", Set.of(OPERATE)),
                    Map.entry("DELETE /v1/dead-letters/{id}", Set.of(OPERATE)),
                    Map.entry("POST /v1/dead-letters/{id}/replay", Set.of(OPERATE)),
                    Map.entry("POST /v1/words/renew", Set.of(OPERATE)),
                    Map.entry("POST /v1/reconcile", Set.of(SYSTEM)),
                    Map.entry("GET /v1/reindex", Set.of(SYSTEM)),
                    Map.entry("POST /v1/reindex", Set.of(SYSTEM)),
                    Map.entry("DELETE /v1/reindex", Set.of(SYSTEM)),
                    Map.entry("POST /v1/reindex/rollback", Set.of(SYSTEM)),
                    Map.entry("GET /v1/indexes", Set.of(SYSTEM)),
                    Map.entry("DELETE /v1/indexes/{indexCompat}", Set.of(SYSTEM)));

    public static class WithKeys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return KeysOfTests.settings();
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(IngestStack.class));
        }
    }

    @Test
    void everyRouteIsOpenToWhoTheTableSaysAndToNobodyElse() {
        RouteWalk walk = new RouteWalk(URI.create("http://localhost:" + RestAssured.port));

        assertThat(walk.open(walk.routes())).isEmpty();
        assertThat(walk.openedBy(walk.routes())).isEqualTo(OPENED_BY);
    }

    @Test
    void whateverChangesWhatOthersFindStandsInTheAuditLog() {
        Config config = ConfigProvider.getConfig();
        List<String> written =
                StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .filter(name -> name.startsWith("access.audit.acts."))
                        .map(name -> withoutNames(config.getValue(name, String.class)))
                        .toList();
        List<String> changing =
                OPENED_BY.keySet().stream()
                        .filter(route -> !route.startsWith("GET "))
                        .filter(route -> !route.equals("POST /v1/documents"))
                        .map(PermissionsQuarkusTest::withoutNames)
                        .toList();

        assertThat(written).containsExactlyInAnyOrderElementsOf(changing);
    }

    /** What a part of a path is called matters to nobody. */
    private static String withoutNames(String route) {
        return route.replaceAll("\\{[^}]*}", "{}");
    }
}
