package io.fumikura.ingest;

import static io.fumikura.ingest.GroupedDocuments.put;
import static io.fumikura.ingest.GroupedDocuments.upload;
import static io.fumikura.ingest.GroupedDocuments.uploaded;
import static io.fumikura.ingest.GroupedDocuments.view;
import static io.fumikura.ingest.HeaderCallers.as;
import static io.fumikura.ingest.IngestHarness.PATIENCE;
import static io.fumikura.ingest.IngestHarness.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.PointPlace;
import io.fumikura.index.Reader;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read a document of one tenant, and how that changes. */
@QuarkusTest
@TestProfile(WithCallers.class)
class GroupsQuarkusTest {
    private static final String ALL = "default/*";
    private static final String LEGAL = "default/legal";
    private static final String SALES = "default/sales";

    @Inject IngestHarness ingest;

    @Test
    void isReadByItsGroupsAndByNobodyElse() {
        UUID id = indexed("規程の文", "legal", " board ");

        assertThat(view(LEGAL, id).groups()).containsExactly("legal", "board");
        assertThat(as(SALES).get("/v1/documents/" + id).statusCode()).isEqualTo(404);
        assertThat(as("default").get("/v1/documents/" + id + "/pages/1").statusCode())
                .isEqualTo(404);
        assertThat(findable(id, "legal")).isTrue();
        assertThat(findable(id, "sales")).isFalse();
    }

    @Test
    void changesItsReadersAtOnceAndKeepsItsText() {
        UUID id = indexed("移す文", "legal");
        int generation = view(ALL, id).generation();

        assertThat(put(LEGAL, id, "sales").statusCode()).isEqualTo(200);

        assertThat(as(LEGAL).get("/v1/documents/" + id).statusCode()).isEqualTo(404);
        assertThat(view(SALES, id).generation()).isEqualTo(generation);
        assertThat(findable(id, "legal")).isFalse();
        assertThat(findable(id, "sales")).isTrue();
        assertThat(put(LEGAL, id).statusCode()).as("no longer theirs to change").isEqualTo(404);

        assertThat(put(SALES, id).statusCode()).isEqualTo(200);
        assertThat(view(LEGAL, id).groups()).isEmpty();
        assertThat(findable(id)).isTrue();
    }

    @Test
    void aGenerationThatIsBeingWrittenComesWithTheNewReaders() {
        UUID id = indexed("前の版", "legal");
        ingest.embedding.hold(id);
        assertThat(upload(ALL, id, StoredPoints.text("次の版")).statusCode()).isEqualTo(202);
        List<ChunkToEmbed> chunks = ingest.awaitHeld(id, 2);
        ingest.embedding.sendAll(chunks.subList(0, 2));
        await().atMost(PATIENCE).until(() -> view(ALL, id).chunksIndexed() == 2);

        put(ALL, id, "sales");
        ingest.embedding.sendAll(chunks.subList(2, chunks.size()));
        await().atMost(PATIENCE).until(() -> view(ALL, id).state() == DocumentState.INDEXED);

        assertThat(groupsOfPoints(id, IngestStack.INDEX_COMPAT)).containsOnly(List.of("sales"));
        assertThat(findable(id, "legal")).isFalse();
    }

    @Test
    void aCollectionThatIsBuiltBesideGetsTheReadersOfNow() {
        UUID before = indexed("切り替え前", "legal");
        UUID after = indexed("切り替え後", "legal");
        put(ALL, before, "sales");

        as(ALL).post("/v1/reindex").then().statusCode(202);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                as(ALL).get("/v1/reindex")
                                        .asString()
                                        .contains(
                                                ReindexState.SWITCHED
                                                        .name()
                                                        .toLowerCase(Locale.ROOT)));
        put(ALL, after, "sales");

        for (UUID id : List.of(before, after)) {
            assertThat(groupsOfPoints(id, IngestStack.INDEX_COMPAT)).containsOnly(List.of("sales"));
            assertThat(groupsOfPoints(id, FakeEmbeddingRoutes.NEXT_INDEX_COMPAT))
                    .isNotEmpty()
                    .containsOnly(List.of("sales"));
        }
        as(ALL).post("/v1/reindex/rollback");
    }

    @Test
    void replacingKeepsTheReadersUnlessOthersAreNamed() {
        UUID id = indexed("初版", "legal");

        upload(ALL, id, StoredPoints.text("二版"));
        awaitIndexed(id, 2);
        assertThat(view(ALL, id).groups()).containsExactly("legal");
        assertThat(findable(id, "sales")).isFalse();

        upload(ALL, id, StoredPoints.text("三版"), "sales");
        assertThat(view(ALL, id).groups()).containsExactly("sales");
        assertThat(findable(id, "legal")).as("the version before, too").isFalse();
        awaitIndexed(id, 3);
        assertThat(findable(id, "sales")).isTrue();
    }

    @Test
    void theSameBytesForOtherReadersAreAnotherDocument() {
        String text = StoredPoints.text("同じ文");
        UUID legal = uploaded(ALL, text, "legal");

        assertThat(uploaded(ALL, text, "legal")).isEqualTo(legal);
        assertThat(uploaded(LEGAL, text)).as("whoever may read it finds it").isEqualTo(legal);
        assertThat(uploaded(ALL, text, "sales")).isNotEqualTo(legal);
        assertThat(uploaded("default", text)).as("it is not told of").isNotEqualTo(legal);
    }

    @Test
    void anIdempotencyKeyTellsNothingOfADocumentKeptFromWhoUsesIt() {
        String key = UUID.randomUUID().toString();
        byte[] content = StoredPoints.text("鍵").getBytes(StandardCharsets.UTF_8);
        Response first =
                as(ALL).header("Idempotency-Key", key)
                        .queryParam("groups", "legal")
                        .contentType("text/plain; charset=UTF-8")
                        .body(content)
                        .post("/v1/documents");

        Response other =
                as(SALES)
                        .header("Idempotency-Key", key)
                        .contentType("text/plain; charset=UTF-8")
                        .body(content)
                        .post("/v1/documents");

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.asString()).doesNotContain(first.path("id").toString());
    }

    @Test
    void eventsNameReadersToo() {
        UUID id = UUID.randomUUID();
        String content =
                Base64.getEncoder()
                        .encodeToString(StoredPoints.text("出来事").getBytes(StandardCharsets.UTF_8));
        ingest.submit(
                id.toString(),
                submission(
                        id.toString(),
                        Map.of(
                                "document_id",
                                id,
                                "content_base64",
                                content,
                                "groups",
                                List.of("legal"))));
        await().atMost(PATIENCE)
                .until(() -> as(LEGAL).get("/v1/documents/" + id).statusCode() == 200);

        UUID bad = UUID.randomUUID();
        ingest.submit(
                bad.toString(),
                submission(
                        bad.toString(),
                        Map.of(
                                "document_id",
                                bad,
                                "content_base64",
                                content,
                                "groups",
                                List.of("*"))));
        assertThat(ingest.awaitDeadLetter("key = $1", bad.toString()).get("code"))
                .isEqualTo("invalid_request");
    }

    @Test
    void reconciliationFindsPointsWithOtherReadersAndSetsThemRight() {
        UUID id = indexed("食い違う文", "legal");
        ingest.execute("update ingest.documents set groups = '{sales}' where id = $1", id);

        assertThat(as(ALL).post("/v1/reconcile?repair=false").asString())
                .contains("groups_differ", id.toString());
        assertThat(findable(id, "legal")).isTrue();

        as(ALL).post("/v1/reconcile?repair=true").then().statusCode(200);

        assertThat(groupsOfPoints(id, IngestStack.INDEX_COMPAT)).containsOnly(List.of("sales"));
        assertThat(as(ALL).post("/v1/reconcile?repair=false").asString())
                .doesNotContain(id.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"groups\":null}",
                "{\"groups\":[null]}",
                "{\"groups\":[\" \"]}",
                "{\"groups\":[\"*\"]}",
                "{\"groups\":[\"a\\u0007b\"]}",
                "{\"groups\":\"legal\"}",
                "{\"other\":[]}",
                "[]"
            })
    void refusesGroupsThatAreNone(String body) {
        UUID id = indexed("断る文", "legal");

        Response refused =
                as(ALL).contentType("application/json; charset=utf-8")
                        .body(body)
                        .put("/v1/documents/" + id + "/groups");

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        assertThat(view(ALL, id).groups()).containsExactly("legal");
    }

    private UUID indexed(String word, String... groups) {
        UUID id = uploaded(ALL, StoredPoints.text(word), groups);
        await().atMost(PATIENCE).until(() -> view(ALL, id).state() == DocumentState.INDEXED);
        return id;
    }

    private static void awaitIndexed(UUID id, int generation) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            DocumentView view = view(ALL, id);
                            return view.generation() == generation
                                    && view.state() == DocumentState.INDEXED;
                        });
    }

    private List<List<String>> groupsOfPoints(UUID id, String indexCompat) {
        return new StoredPoints(ingest.index)
                .of(id, indexCompat).stream().map(PointPlace::groups).toList();
    }

    private boolean findable(UUID id, String... groups) {
        HybridQuery query =
                new HybridQuery(
                        new Reader(Topics.DEFAULT_TENANT, Set.of(groups), /* everyGroup= */ false),
                        "である",
                        Optional.of(FakeEmbedding.embed("である")),
                        HybridQuery.Mode.DENSE,
                        new HybridQuery.Filters(List.of(id), List.of(), List.of(), null, null),
                        1);
        return !ingest.index.search(query).toCompletableFuture().join().isEmpty();
    }
}
