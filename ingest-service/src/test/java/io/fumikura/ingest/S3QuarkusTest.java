package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.PATIENCE;
import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.IngestHarness.bytes;
import static io.fumikura.ingest.IngestHarness.find;
import static io.fumikura.ingest.IngestHarness.submission;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.s3.Listener;
import io.fumikura.ingest.s3.LocalS3;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Originals on an S3 server, and documents that events refer to there. */
@QuarkusTest
@WithTestResource(S3Stack.class)
class S3QuarkusTest {
    @Inject IngestHarness ingest;

    @ConfigProperty(name = "test.s3.port")
    int port;

    @ConfigProperty(name = "test.s3.folder")
    Path folder;

    @ConfigProperty(name = "ingest.blob-directory")
    Path scratch;

    @SuppressWarnings("NullAway.Init") // before each test
    private LocalS3 s3;

    @BeforeEach
    void start() {
        s3 = LocalS3.start(folder, port, S3Stack.ORIGINALS, S3Stack.INBOX, "secret");
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void keepsOriginalsThereAndTakesThemAway() throws IOException {
        DocumentView first = ingest.upload("第一版。" + UUID.randomUUID());
        awaitState(first.id(), DocumentState.INDEXED);
        assertThat(s3.has(S3Stack.ORIGINALS, key(first.sha256()))).isTrue();

        DocumentView second = ingest.replace(first.id(), "第二版。" + UUID.randomUUID());
        await().atMost(PATIENCE).until(() -> !s3.has(S3Stack.ORIGINALS, key(first.sha256())));
        awaitState(first.id(), DocumentState.INDEXED);
        assertThat(s3.has(S3Stack.ORIGINALS, key(second.sha256()))).isTrue();

        given().delete("/v1/documents/" + first.id());
        await().atMost(PATIENCE).until(() -> !s3.has(S3Stack.ORIGINALS, key(second.sha256())));
        await().atMost(PATIENCE).until(() -> count(scratch.resolve(".incoming")) == 0);
    }

    @Test
    void indexesWhatAnEventRefersTo() {
        UUID id = UUID.randomUUID();
        String text = "参照された文書。" + id;
        s3.put(S3Stack.INBOX, "規程/旅費 " + id + ".txt", bytes(text));

        refer(id, "s3://inbox/規程/旅費 " + id + ".txt");

        DocumentView view = awaitState(id, DocumentState.INDEXED);
        assertThat(s3.has(S3Stack.ORIGINALS, key(view.sha256()))).isTrue();
        assertThat(ingest.search(text)).extracting(hit -> hit.documentId()).contains(id);
    }

    @Test
    void isNotTroubledByAnEventThatComesAgainWhenItsObjectIsGone() {
        UUID id = UUID.randomUUID();
        s3.put(S3Stack.INBOX, id.toString(), bytes("一度だけの文書。" + id));
        refer(id, "s3://inbox/" + id);
        awaitState(id, DocumentState.INDEXED);
        s3.remove(S3Stack.INBOX, id.toString());

        refer(id, "s3://inbox/" + id);
        UUID after = UUID.randomUUID();
        s3.put(S3Stack.INBOX, after.toString(), bytes("次の文書。" + after));
        // The same key, so that it comes after the repetition.
        submit(id, after, Map.of("uri", "s3://inbox/" + after));

        awaitState(after, DocumentState.INDEXED);
        assertThat(IngestHarness.view(id).generation()).isEqualTo(1);
        assertThat(IngestHarness.view(id).state()).isEqualTo(DocumentState.INDEXED);
        assertThat(ingest.deadLetters("key = $1", id.toString())).isEmpty();
    }

    @Test
    void refusesEveryOtherAddressAndContactsNobody() {
        s3.put("secret", "a", bytes("秘密の文書。"));
        try (Listener anybody = Listener.answering(200, "")) {
            for (String uri :
                    new String[] {
                        anybody.address() + "/a", "file:///etc/hostname", "s3://secret/a"
                    }) {
                UUID id = UUID.randomUUID();
                refer(id, uri);
                assertThat(deadLetter(id)).containsEntry("code", "reference_refused");
                assertThat(find(id)).isEmpty();
            }
            assertThat(anybody.calls()).isEmpty();
        }
    }

    @Test
    void saysWhyAnObjectCannotBeTakenIn() {
        UUID missing = UUID.randomUUID();
        refer(missing, "s3://inbox/none");
        assertThat(deadLetter(missing))
                .containsEntry("code", "reference_unreadable")
                .containsEntry("reason", "There is no object s3://inbox/none");

        s3.put(S3Stack.INBOX, "large", new byte[100 * 1024 + 1]);
        UUID large = UUID.randomUUID();
        refer(large, "s3://inbox/large");
        assertThat(deadLetter(large)).containsEntry("code", "document_too_large");

        s3.put(S3Stack.INBOX, "other", bytes("他の文書。"));
        UUID other = UUID.randomUUID();
        submit(other, other, Map.of("uri", "s3://inbox/other", "sha256", "0".repeat(64)));
        assertThat(deadLetter(other)).containsEntry("code", "invalid_event");
    }

    @Test
    void waitsForAServerThatIsAwayAndSaysSo() {
        UUID id = UUID.randomUUID();
        s3.put(S3Stack.INBOX, id.toString(), bytes("待っていた文書。" + id));
        s3.close();
        refer(id, "s3://inbox/" + id);

        String reason = given().get("/q/health/ready").then().statusCode(503).extract().asString();
        assertThat(reason).contains("The blob store cannot be used");
        given().contentType("text/plain")
                .body("今は受け取れない。")
                .post("/v1/documents")
                .then()
                .statusCode(503);
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> find(id).isEmpty());
        assertThat(ingest.deadLetters("key = $1", id.toString())).isEmpty();

        start();
        awaitState(id, DocumentState.INDEXED);
        await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void reconcilesWithTheBucket() {
        DocumentView kept = ingest.upload("残る文書。" + UUID.randomUUID());
        DocumentView lost = ingest.upload("失われる文書。" + UUID.randomUUID());
        awaitState(kept.id(), DocumentState.INDEXED);
        awaitState(lost.id(), DocumentState.INDEXED);
        String nobody = "ff".repeat(32);
        s3.put(S3Stack.ORIGINALS, key(nobody), bytes("誰のものでもない。"));
        s3.remove(S3Stack.ORIGINALS, key(lost.sha256()));

        String report =
                given().post("/v1/reconcile?repair=true&stuck_after=PT0S")
                        .then()
                        .extract()
                        .asString();

        assertThat(report.lines())
                .anyMatch(line -> line.contains("blob_unused") && line.contains(nobody))
                .anyMatch(line -> line.contains("blob_missing") && line.contains(lost.sha256()))
                .noneMatch(line -> line.contains(kept.sha256()));
        assertThat(s3.has(S3Stack.ORIGINALS, key(nobody))).isFalse();
        assertThat(s3.has(S3Stack.ORIGINALS, key(kept.sha256()))).isTrue();
    }

    private void refer(UUID id, String uri) {
        submit(id, id, Map.of("uri", uri));
    }

    private void submit(UUID key, UUID id, Map<String, Object> content) {
        Map<String, Object> data = new HashMap<>(content);
        data.put("document_id", id);
        ingest.submit(key.toString(), submission("s3-" + id, data));
    }

    private Map<String, Object> deadLetter(UUID id) {
        return ingest.awaitDeadLetter("key = $1", id.toString());
    }

    private static String key(String sha256) {
        return "default/" + sha256.substring(0, 2) + "/" + sha256;
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
