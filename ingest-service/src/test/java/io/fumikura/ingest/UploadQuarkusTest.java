package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.index.FoundChunk;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.Response;
import io.restassured.specification.MultiPartSpecification;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Documents through REST, from the upload to the search and back out. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class UploadQuarkusTest {
    @Inject IngestHarness ingest;

    @Test
    void findsWhatWasUploaded() {
        String id =
                given().multiPart(
                                "file",
                                "制度.md",
                                "# 休暇\n\n## 夏季\n\n夏季休暇は連続五日とする。\n".getBytes(StandardCharsets.UTF_8),
                                "application/octet-stream")
                        .multiPart(tag("人事"))
                        .multiPart(tag("規程"))
                        .multiPart(part("metadata", "{\"owner\": \"人事部\"}"))
                        .post("/v1/documents")
                        .then()
                        .statusCode(202)
                        .header("Location", not(equalTo(null)))
                        .body("state", equalTo("received"))
                        .extract()
                        .path("id");

        DocumentView view = IngestHarness.awaitState(UUID.fromString(id), DocumentState.INDEXED);

        assertThat(view.title()).isEqualTo("休暇");
        assertThat(view.contentType()).isEqualTo("text/markdown");
        assertThat(view.tags()).containsExactly("人事", "規程");
        assertThat(view.metadata()).containsEntry("owner", "人事部");
        assertThat(view.chunksIndexed()).isEqualTo(view.chunks()).isEqualTo(1);
        assertThat(ingest.search("夏季休暇は何日か").get(0))
                .satisfies(
                        hit -> {
                            assertThat(hit.documentId()).isEqualTo(view.id());
                            assertThat(hit.text()).contains("休暇 > 夏季", "連続五日");
                            assertThat(hit.firstLine()).isEqualTo(hit.lastLine());
                        });
        given().get("/v1/documents/" + id + "/pages/1")
                .then()
                .statusCode(200)
                .body("lines.text", hasItem("夏季休暇は連続五日とする。"));
        given().get("/v1/documents/" + id + "/pages/2").then().statusCode(404);
        given().queryParam("tag", "規程")
                .queryParam("state", "indexed")
                .get("/v1/documents")
                .then()
                .statusCode(200)
                .body("documents.id", hasItem(id));
        given().queryParam("tag", "別の札")
                .get("/v1/documents")
                .then()
                .body("documents.id", not(hasItem(id)));
    }

    private static MultiPartSpecification tag(String tag) {
        return part("tags", tag);
    }

    private static MultiPartSpecification part(String name, String text) {
        return new MultiPartSpecBuilder(text).controlName(name).charset("UTF-8").build();
    }

    @Test
    void answersTheSameBytesWithTheSameDocument() {
        DocumentView first = ingest.upload("同じ内容は一つの文書になる。");
        IngestHarness.awaitState(first.id(), DocumentState.INDEXED);

        Response again =
                given().contentType("text/plain")
                        .body("同じ内容は一つの文書になる。".getBytes(StandardCharsets.UTF_8))
                        .post("/v1/documents");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.as(DocumentView.class).id()).isEqualTo(first.id());
        assertThat(again.header("Location")).endsWith("/v1/documents/" + first.id());
    }

    @Test
    void givesADocumentWhatItsBytesAreSentAgainWith() {
        String text = "題も札も後から変わる文書。";
        UUID id = ingest.upload(text).id();
        IngestHarness.awaitState(id, DocumentState.INDEXED);

        send(given().queryParam("title", "後の題").queryParam("tags", "後の札"), text, 202, id);
        Reindexing.awaitGeneration(id, 2);
        send(given().queryParam("metadata", "{\"a\":1,\"b\":2}"), text, 202, id);
        Reindexing.awaitGeneration(id, 3);
        send(given().queryParam("metadata", "{\"b\": 2, \"a\": 1}"), text, 200, id);

        DocumentView view = IngestHarness.view(id);
        assertThat(view.title()).isEqualTo("後の題");
        assertThat(view.tags()).containsExactly("後の札");
        assertThat(view.metadata()).containsEntry("a", 1).containsEntry("b", 2);
        assertThat(view.generation()).isEqualTo(3);
        assertThat(ingest.search(text))
                .filteredOn(hit -> hit.documentId().equals(id))
                .extracting(FoundChunk::title, FoundChunk::tags)
                .containsExactly(tuple("後の題", List.of("後の札")));
    }

    @Test
    void takesAwayWhatADocumentThatIsNamedIsNoLongerSentWith() {
        String text = "札を外される文書。";
        UUID id = UUID.randomUUID();
        send(named(id).queryParam("tags", "一", "二"), text, 202, id);
        IngestHarness.awaitState(id, DocumentState.INDEXED);

        send(named(id).queryParam("tags", "二", "一"), text, 200, id);
        send(named(id), text, 202, id);
        Reindexing.awaitGeneration(id, 2);

        assertThat(IngestHarness.view(id).tags()).isEmpty();
    }

    private static RequestSpecification named(UUID id) {
        return given().queryParam("document_id", id.toString());
    }

    private static void send(
            RequestSpecification request, String text, int expectedStatus, UUID expectedId) {
        request.contentType("text/plain; charset=UTF-8")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .post("/v1/documents")
                .then()
                .statusCode(expectedStatus)
                .body("id", equalTo(expectedId.toString()));
    }

    @Test
    void tiesAnIdempotencyKeyToOneContent() {
        String key = UUID.randomUUID().toString();
        String id = keyed(key, "鍵つきの内容。").then().statusCode(202).extract().path("id");

        keyed(key, "鍵つきの内容。").then().body("id", equalTo(id));

        keyed(key, "別の内容。")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("idempotency_conflict"));
    }

    @Test
    void doesNotUndoWhatHappenedSinceARequestThatIsRepeatedWithItsKey() {
        String key = UUID.randomUUID().toString();
        String first = "鍵つきで送り直される内容。";
        UUID id = keyed(key, first).as(DocumentView.class).id();
        IngestHarness.awaitState(id, DocumentState.INDEXED);
        ingest.replace(id, "置き換えた後の内容。");
        Reindexing.awaitGeneration(id, 2);

        keyed(key, first).then().statusCode(200).body("generation", equalTo(2));

        given().delete("/v1/documents/" + id).then().statusCode(202);
        keyed(key, first)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("conflict"));
        assertThat(IngestHarness.view(id).state()).isEqualTo(DocumentState.DELETED);
        String other = keyed(UUID.randomUUID().toString(), first).then().extract().path("id");
        assertThat(other).isNotEqualTo(id.toString());
    }

    private static Response keyed(String key, String text) {
        return given().header("Idempotency-Key", key)
                .contentType("text/plain")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .post("/v1/documents");
    }

    @Test
    void endsTheEventStreamAtAFinalState() {
        DocumentView document = ingest.upload("進み具合を知らせる文書。");

        String events =
                given().accept("text/event-stream")
                        .get("/v1/documents/" + document.id() + "/events")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();

        assertThat(events.strip().lines().filter(line -> line.startsWith("data:")))
                .isNotEmpty()
                .last()
                .asString()
                .contains("\"state\":\"indexed\"");
    }

    @Test
    void deletesEverywhereAndMayBeAskedAgain() {
        String id =
                given().multiPart("file", "秘密.txt", "消される文書の本文。".getBytes(StandardCharsets.UTF_8))
                        .multiPart(part("title", "秘密の題"))
                        .multiPart(tag("秘密の札"))
                        .multiPart(part("metadata", "{\"名\": \"秘密\"}"))
                        .post("/v1/documents")
                        .path("id");
        DocumentView document =
                IngestHarness.awaitState(UUID.fromString(id), DocumentState.INDEXED);

        given().delete("/v1/documents/" + document.id())
                .then()
                .statusCode(202)
                .body("state", equalTo("deleted"));

        await().atMost(IngestHarness.PATIENCE)
                .untilAsserted(
                        () ->
                                given().delete("/v1/documents/" + document.id())
                                        .then()
                                        .statusCode(200));
        assertThat(ingest.points(document.id(), false)).isZero();
        assertThat(ingest.count("ingest.lines where document_id = $1", document.id())).isZero();
        assertThat(ingest.count("ingest.chunks where document_id = $1", document.id())).isZero();
        assertThat(ingest.count("ingest.document_blobs where sha256 = $1", document.sha256()))
                .isZero();
        assertThat(IngestHarness.view(document.id()).state()).isEqualTo(DocumentState.DELETED);
        assertThat(ingest.rows("select * from ingest.documents where id = $1", document.id()))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("title", "")
                                        .containsEntry("given_title", null)
                                        .containsEntry("file_name", null)
                                        .containsEntry("tags", new String[0])
                                        .containsEntry("metadata", "{}"));
        given().get("/v1/documents")
                .then()
                .body("documents.id", not(hasItem(document.id().toString())));

        DocumentView again = ingest.upload("消される文書の本文。");

        assertThat(again.id()).isNotEqualTo(document.id());
        IngestHarness.awaitState(again.id(), DocumentState.INDEXED);
    }

    @Test
    void isReadyAndAlive() {
        given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("index"));
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
    }
}
