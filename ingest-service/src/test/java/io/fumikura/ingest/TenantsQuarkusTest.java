package io.fumikura.ingest;

import static io.fumikura.ingest.HeaderCallers.as;
import static io.fumikura.ingest.IngestHarness.PATIENCE;
import static io.fumikura.ingest.IngestHarness.bytes;
import static io.fumikura.ingest.IngestHarness.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.TenantDocuments.Reader;
import io.fumikura.ingest.TenantDocuments.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests on every route from readers of several tenants and groups: no word of a
 * document kept from the reader ever shows, its id is answered as one that does not exist, and
 * nothing of it changes. The seed is in each failure.
 */
@QuarkusTest
@TestProfile(WithCallers.class)
class TenantsQuarkusTest {
    private static final long SEED = 20_261_130;
    private static final int REQUESTS = 2_400;

    @Inject IngestHarness ingest;

    private final Random random = new Random(SEED);

    /**
     * A request about one document or letter.
     *
     * @param path with a place for the id
     */
    private record Route(String method, String path, String body, boolean ofLetters) {
        static Route get(String path) {
            return new Route("GET", path, "", /* ofLetters= */ false);
        }

        Response ask(Reader reader, Object id) {
            var request = reader.asks();
            if (!body.isEmpty()) {
                request.contentType("application/json; charset=utf-8").body(body);
            }
            return request.request(method, path.formatted(id));
        }
    }

    private static final List<Route> READING =
            List.of(
                    Route.get("/v1/documents/%s"),
                    Route.get("/v1/documents/%s/events"),
                    Route.get("/v1/documents/%s/pages/1"),
                    Route.get("/v1/documents/%s/pages/7"),
                    Route.get("/v1/documents/%s/pages/1/image"),
                    Route.get("/v1/documents/%s/pages/1/image?lines=1-2"),
                    Route.get("/v1/documents/%s/export?format=markdown"),
                    Route.get("/v1/documents/%s/export?format=html"),
                    Route.get("/v1/documents/%s/export?format=json"),
                    Route.get("/v1/documents/%s/export?format=pdf"));

    /** Never asked by who may: they would change what the others look at. */
    private static final List<Route> CHANGING =
            List.of(
                    new Route("DELETE", "/v1/documents/%s", "", false),
                    new Route("PUT", "/v1/documents/%s/groups", "{\"groups\":[]}", false),
                    new Route("DELETE", "/v1/dead-letters/%s", "", true),
                    new Route("POST", "/v1/dead-letters/%s/replay", "", true));

    private static final List<String> LISTS =
            List.of(
                    "/v1/documents",
                    "/v1/documents?limit=3&offset=2",
                    "/v1/documents?state=indexed&limit=200",
                    "/v1/documents?state=failed",
                    "/v1/documents?tag=%s",
                    "/v1/review?limit=200",
                    "/v1/dead-letters?limit=200",
                    "/v1/indexes",
                    "/v1/reindex");

    @Test
    void showsAndChangesNothingOfOthersOnAnyRoute() {
        TenantDocuments documents = new TenantDocuments(ingest);
        Map<UUID, UUID> letters = letters(documents);
        Map<Reader, Set<UUID>> seen = new HashMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            Reader reader = any(TenantDocuments.READERS);
            Stored document = any(documents.all());
            boolean theirs = document.isFor(reader);
            int kind = random.nextInt(10);
            Response response;
            String told;
            if (kind < 2) {
                String list = any(LISTS).formatted(document.marker());
                response = reader.asks().get(list);
                told = list;
                assertThat(response.statusCode()).as(told).isIn(200, 404);
                for (Stored kept : documents.keptFrom(reader)) {
                    assertThat(response.asString()).as(told).doesNotContain(kept.id().toString());
                }
            } else {
                Route route = any(kind < 7 || theirs ? READING : CHANGING);
                told = route.toString();
                UUID id = id(route, document, letters);
                response = route.ask(reader, id);
                if (theirs) {
                    seen.computeIfAbsent(reader, r -> new HashSet<>()).add(document.id());
                } else {
                    assertAsIfThereWereNone(reader, route, id, response);
                }
            }
            assertNothingKept(
                    documents, reader, response, "%d of %s: %s".formatted(i, reader, told));
        }
        for (Reader reader : TenantDocuments.READERS) {
            Set<UUID> theirs = new HashSet<>();
            documents.readBy(reader).forEach(document -> theirs.add(document.id()));
            assertThat(seen.getOrDefault(reader, Set.of())).isEqualTo(theirs);
            assertThat(listed(reader)).as("%s", reader).containsAll(theirs);
        }
        documents.all().forEach(TenantsQuarkusTest::assertAsItWas);
    }

    private static UUID id(Route route, Stored document, Map<UUID, UUID> letters) {
        return route.ofLetters()
                ? letters.getOrDefault(document.id(), UUID.randomUUID())
                : document.id();
    }

    private Map<UUID, UUID> letters(TenantDocuments documents) {
        Map<UUID, UUID> letters = new HashMap<>();
        documents.all().stream()
                .filter(Stored::failed)
                .forEach(
                        document ->
                                letters.put(
                                        document.id(),
                                        (UUID)
                                                ingest.awaitDeadLetter(
                                                                "document_id = $1", document.id())
                                                        .get("id")));
        return letters;
    }

    private static void assertAsIfThereWereNone(
            Reader reader, Route route, UUID id, Response response) {
        UUID none = UUID.randomUUID();
        Response nothing = route.ask(reader, none);
        assertThat(response.statusCode()).as("%s", route).isEqualTo(nothing.statusCode());
        assertThat(plain(response, id)).as("%s", route).isEqualTo(plain(nothing, none));
        assertThat(response.statusCode()).as("%s", route).isEqualTo(404);
    }

    private static String plain(Response response, UUID id) {
        return response.asString()
                .replace(id.toString(), "ID")
                .replaceAll("\"trace_id\":\"[^\"]*\"", "");
    }

    private static void assertNothingKept(
            TenantDocuments documents, Reader reader, Response response, String told) {
        String all = response.headers() + response.asString();
        for (Stored document : documents.keptFrom(reader)) {
            assertThat(all).as("seed %d, request %s", SEED, told).doesNotContain(document.marker());
        }
    }

    private static void assertAsItWas(Stored document) {
        DocumentView view =
                as(document.tenant() + "/*")
                        .get("/v1/documents/" + document.id())
                        .as(DocumentView.class);
        assertThat(view.state())
                .isEqualTo(document.failed() ? DocumentState.FAILED : DocumentState.INDEXED);
        assertThat(view.groups()).isEqualTo(document.groups());
    }

    private static Set<UUID> listed(Reader reader) {
        Set<UUID> ids = new HashSet<>();
        List<String> found = reader.asks().get("/v1/documents?limit=200").path("documents.id");
        found.forEach(id -> ids.add(UUID.fromString(id)));
        return ids;
    }

    @Test
    void anIdThatSomebodyElseHasCannotBeReplaced() {
        TenantDocuments documents = new TenantDocuments(ingest);
        Reader beta = new Reader("beta", Set.of("*"));
        for (Stored document : documents.keptFrom(beta)) {
            Response response =
                    beta.asks()
                            .contentType("text/plain; charset=UTF-8")
                            .queryParam("document_id", document.id().toString())
                            .body(bytes("別の内容 " + document.id()))
                            .post("/v1/documents");
            assertThat(response.statusCode()).isEqualTo(404);
            assertNothingKept(documents, beta, response, "replacing");
        }
        documents.all().forEach(TenantsQuarkusTest::assertAsItWas);
    }

    @Test
    void theSameBytesAndKeysOfTwoTenantsHaveNothingToDoWithEachOther() {
        String text = "同じ内容 " + UUID.randomUUID();
        DocumentView ours = upload("alpha", text);
        DocumentView theirs = upload("beta", text);

        assertThat(ours.id()).isNotEqualTo(theirs.id());
        assertThat(ours.sha256()).isEqualTo(theirs.sha256());
        awaitIndexed("beta", theirs.id());
        as("alpha").delete("/v1/documents/" + ours.id());
        await().atMost(PATIENCE)
                .until(() -> as("alpha").delete("/v1/documents/" + ours.id()).statusCode() == 200);
        assertThat(
                        as("beta")
                                .get("/v1/documents/" + theirs.id() + "/export?format=json")
                                .statusCode())
                .isEqualTo(200);
    }

    private static DocumentView upload(String caller, String text) {
        return as(caller)
                .header("Idempotency-Key", text.substring(5))
                .contentType("text/plain; charset=UTF-8")
                .body(bytes(text))
                .post("/v1/documents")
                .as(DocumentView.class);
    }

    private static void awaitIndexed(String caller, UUID id) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                as(caller).get("/v1/documents/" + id).as(DocumentView.class).state()
                                        == DocumentState.INDEXED);
    }

    @Test
    void anEventGetsNoBytesOfAnotherTenantByTheirSum() {
        DocumentView theirs = upload("beta", "他人の内容 " + UUID.randomUUID());
        awaitIndexed("beta", theirs.id());
        UUID id = UUID.randomUUID();
        Map<String, Object> event =
                submission(id.toString(), Map.of("document_id", id, "blob", theirs.sha256()));

        ingest.produce(Topics.DOCUMENTS, id.toString(), EventJson.write(event));

        assertThat(ingest.awaitDeadLetter("key = $1", id.toString()))
                .containsEntry("tenant", "default")
                .extractingByKey("reason")
                .asString()
                .startsWith("There is no blob");
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
