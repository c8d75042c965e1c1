package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.Response;
import io.restassured.specification.MultiPartSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
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

    static Response keyed(String key, String text) {
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
