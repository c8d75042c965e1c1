package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hamcrest.Matchers.equalTo;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.index.FoundChunk;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Bytes that a document has already. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class SentAgainQuarkusTest {
    @Inject IngestHarness ingest;

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

        send(plain().queryParam("title", "後の題").queryParam("tags", "後の札"), text, 202, id);
        Reindexing.awaitGeneration(id, 2);
        send(plain().queryParam("metadata", "{\"a\":1,\"b\":2}"), text, 202, id);
        Reindexing.awaitGeneration(id, 3);
        send(plain().queryParam("metadata", "{\"b\": 2, \"a\": 1}"), text, 200, id);

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

    @Test
    void readsADocumentAgainThatIsSentAsAnotherFormat() {
        String text = "# 見出しになる行\n\n本文の行。\n";
        UUID id = ingest.upload(text).id();
        IngestHarness.awaitState(id, DocumentState.INDEXED);

        send(given().contentType("text/markdown"), text, 202, id);
        Reindexing.awaitGeneration(id, 2);
        send(given().contentType("text/x-markdown; charset=UTF-8"), text, 200, id);

        assertThat(IngestHarness.view(id).contentType()).isEqualTo("text/markdown");
        assertThat(ingest.search(text))
                .filteredOn(hit -> hit.documentId().equals(id))
                .extracting(FoundChunk::contentType)
                .containsExactly("text/markdown");
    }

    @Test
    void leavesADocumentItsFormatWhereNothingIsSaidOfIt() {
        String text = "# 題\n\n名前が形式を言う文書。\n";
        UUID id = UUID.randomUUID();
        send(named(id).queryParam("file_name", "規程.md"), text, 202, id);
        IngestHarness.awaitState(id, DocumentState.INDEXED);

        send(given().contentType("application/octet-stream"), text, 200, id);
        send(given().contentType("text/plain"), text, 200, id);

        assertThat(IngestHarness.view(id).contentType()).isEqualTo("text/markdown");
    }

    @Test
    void readsAnEventsDocumentAgainThatComesAsAnotherFormat() {
        UUID id = UUID.randomUUID();
        submit(id, "text/plain");
        IngestHarness.awaitState(id, DocumentState.INDEXED);

        submit(id, "text/markdown");
        Reindexing.awaitGeneration(id, 2);

        assertThat(IngestHarness.view(id).contentType()).isEqualTo("text/markdown");
    }

    private void submit(UUID id, String contentType) {
        byte[] content = ("# 出来事\n\n" + id).getBytes(StandardCharsets.UTF_8);
        ingest.submit(
                id.toString(),
                IngestHarness.submission(
                        contentType + id,
                        Map.of(
                                "document_id",
                                id,
                                "content_type",
                                contentType,
                                "content_base64",
                                Base64.getEncoder().encodeToString(content))));
    }

    private static RequestSpecification named(UUID id) {
        return plain().queryParam("document_id", id.toString());
    }

    private static RequestSpecification plain() {
        return given().contentType("text/plain; charset=UTF-8");
    }

    private static void send(
            RequestSpecification request, String text, int expectedStatus, UUID expectedId) {
        request.body(text.getBytes(StandardCharsets.UTF_8))
                .post("/v1/documents")
                .then()
                .statusCode(expectedStatus)
                .body("id", equalTo(expectedId.toString()));
    }
}
