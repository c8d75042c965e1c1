package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.bytes;
import static io.fumikura.ingest.Reconciling.findings;
import static io.fumikura.ingest.Reconciling.reconcile;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a document lost comes back with its bytes. */
@QuarkusTest
@WithTestResource(DamagedStack.class)
class LostContentQuarkusTest {
    @Inject IngestHarness ingest;

    @ConfigProperty(name = "ingest.blob-directory")
    Path blobs;

    @BeforeEach
    void ready() {
        ingest.awaitIndex();
    }

    @Test
    void storesAndReadsAnewWhatComesForAnOriginalThatIsLost() throws IOException {
        String text = StoredPoints.text("原本を失う");
        DocumentView document = indexed(text);
        Files.delete(original(document));

        assertThat(sendAgain(text)).isEqualTo(202);

        assertIsWhole(document, text);
        assertThat(sendAgain(text)).isEqualTo(200);
    }

    @Test
    void readsAnewWhatComesForPassagesThatAreLost() throws IOException {
        String text = StoredPoints.text("本文を失う");
        DocumentView document = indexed(text);
        ingest.execute(
                "delete from ingest.chunks where document_id = $1 and ordinal = 1", document.id());

        submit(document.id(), text);

        assertIsWhole(document, text);
        assertThat(sendAgain(text)).isEqualTo(200);
    }

    @Test
    void readsAnewWhatComesForPassagesThatAreLostWhileTheyAreEmbedded() throws IOException {
        String text = StoredPoints.text("途中で失う");
        UUID id = UUID.randomUUID();
        ingest.held(id, text);
        DocumentView document = IngestHarness.view(id);
        ingest.execute("delete from ingest.chunks where document_id = $1 and ordinal = 1", id);

        assertThat(sendAgain(text)).isEqualTo(202);
        ingest.embedding.sendAll(ingest.awaitHeld(id, 2));

        assertIsWhole(document, text);
    }

    @Test
    void storesAnewWhatComesForAnOriginalThatIsDamaged() throws IOException {
        String text = StoredPoints.text("原本が傷む");
        DocumentView document = indexed(text);
        Files.writeString(original(document), "傷んだ");
        ingest.execute("update ingest.documents set state = 'FAILED' where id = $1", document.id());

        assertThat(sendAgain(text)).isEqualTo(202);

        assertIsWhole(document, text);
    }

    private void assertIsWhole(DocumentView document, String text) throws IOException {
        Reindexing.awaitGeneration(document.id(), 2);
        assertThat(original(document)).hasBinaryContent(bytes(text));
        new StoredPoints(ingest.index).assertWhole(document.id(), IngestStack.INDEX_COMPAT);
        assertThat(findings(reconcile("repair=false"))).isEmpty();
    }

    private DocumentView indexed(String text) {
        return IngestHarness.awaitState(ingest.upload(text).id(), DocumentState.INDEXED);
    }

    private static int sendAgain(String text) {
        return given().contentType("text/plain")
                .body(bytes(text))
                .post("/v1/documents")
                .statusCode();
    }

    private void submit(UUID id, String text) {
        ingest.submit(
                id.toString(),
                IngestHarness.submission(
                        "again-" + id,
                        Map.of(
                                "document_id",
                                id,
                                "title",
                                "題",
                                "content_type",
                                "text/plain",
                                "content_base64",
                                Base64.getEncoder().encodeToString(bytes(text)))));
    }

    private Path original(DocumentView document) {
        String sha256 = document.sha256();
        return blobs.resolve("default").resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
