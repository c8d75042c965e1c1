package io.fumikura.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.FolderBlobStore;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.blob.Staging;
import io.fumikura.ingest.s3.Listener;
import io.fumikura.ingest.s3.LocalS3;
import io.fumikura.ingest.s3.S3Server;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
    private static final int LIMIT = 1_000;
    private static final String TENANT = "default";

    @TempDir static Path buckets;
    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static LocalS3 local;

    @SuppressWarnings("NullAway.Init") // before each test
    private Staging staging;

    @BeforeAll
    static void start() {
        local = LocalS3.start(buckets, "allowed", "secret");
        local.put("allowed", "a/規程 1.txt", bytes("本文"));
        local.put("secret", "a", bytes("秘密"));
        local.put("allowed", "large", new byte[LIMIT + 1]);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void openStaging() throws IOException {
        staging = new Staging(folder.resolve("incoming"), LIMIT, 16);
    }

    @Test
    void fetchesAnObjectOfABucketThatIsAllowed() throws IOException {
        try (S3Server server = new S3Server(local.address())) {
            StagedBlob fetched = fetch(server, "s3://allowed/a/規程 1.txt");

            assertThat(Files.readAllBytes(fetched.file())).isEqualTo(bytes("本文"));
        }
    }

    @Test
    void contactsNobodyForAnythingElse() throws IOException {
        try (Listener anybody = Listener.answering(200, "");
                S3Server server = new S3Server(LocalS3.address(anybody.address(), "any"))) {
            References references = references(server);
            for (String uri :
                    new String[] {
                        anybody.address() + "/allowed/a",
                        anybody.address().toString().replace("http:", "https:") + "/allowed/a",
                        anybody.address().toString().replace("http:", "s3:") + "/allowed/a",
                        "HTTP://127.0.0.1/allowed/a",
                        "file:///etc/passwd",
                        "file:/etc/passwd",
                        "/etc/passwd",
                        "jar:file:/a!/b",
                        "ftp://127.0.0.1/a",
                        "s3://secret/a",
                        "s3://ALLOWED/a",
                        "s3://allowed",
                        "s3://allowed/",
                        "s3://allowed/../secret/a",
                        "s3://allowed/a/../../secret/a",
                        "s3://allowed/..",
                        "s3://allowed/./a",
                        "s3://allowed/a\\..\\..\\secret",
                        "s3://allowed@secret/a",
                        "s3://allowed:80/a",
                        "s3://allowed/a\nb",
                        "s3://allowed.evil/a",
                        "s3://" + "a".repeat(64) + "/a",
                        "s3://allowed/" + "a".repeat(1_025),
                        "S3://allowed/a",
                        "s3a://allowed/a",
                        " s3://allowed/a",
                        "",
                    }) {
                assertFails(() -> references.read(uri, TENANT), ErrorCode.REFERENCE_REFUSED);
            }
            assertFails(
                    () -> references.fetch(new ObjectReference("secret", "a"), TENANT, staging),
                    ErrorCode.REFERENCE_REFUSED);
            assertFails(
                    () -> References.none().read("s3://allowed/a", TENANT),
                    ErrorCode.REFERENCE_REFUSED);
            assertThat(anybody.calls()).isEmpty();

            // The listener would have heard of it.
            fetch(server, "s3://allowed/a").discard();
            assertThat(anybody.calls()).hasSize(1);
        }
    }

    @Test
    void leavesTheBucketOfATenantToIt() throws IOException {
        try (S3Server server = new S3Server(local.address())) {
            References references =
                    new References(
                            List.of(
                                    new References.Source(
                                            Optional.of("acme"), server.bucket("allowed"))));
            ObjectReference reference = references.read("s3://allowed/a/規程 1.txt", "acme");

            references.fetch(reference, "acme", staging).discard();
            assertFails(
                    () -> references.read("s3://allowed/a", TENANT), ErrorCode.REFERENCE_REFUSED);
            assertFails(
                    () -> references.fetch(reference, TENANT, staging),
                    ErrorCode.REFERENCE_REFUSED);
        }
    }

    @Test
    void refusesAnObjectBeyondTheLimitAndLeavesNothingBehind() throws IOException {
        try (S3Server server = new S3Server(local.address())) {
            assertFails(() -> fetch(server, "s3://allowed/large"), ErrorCode.DOCUMENT_TOO_LARGE);
        }
        try (Stream<Path> staged = Files.list(folder.resolve("incoming"))) {
            assertThat(staged).isEmpty();
        }
    }

    @Test
    void tellsWhatIsLostFromWhatMayBeHadLater() throws IOException {
        try (S3Server server = new S3Server(local.address())) {
            assertFails(() -> fetch(server, "s3://allowed/none"), ErrorCode.REFERENCE_UNREADABLE);
        }
        try (S3Server refused = new S3Server(local.addressWithSecret("wrong"))) {
            assertThatThrownBy(() -> fetch(refused, "s3://allowed/a"))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
                                assertThat(e.detail()).contains("does not accept our key");
                            });
        }
        try (Listener denying = Listener.answering(403, "");
                S3Server denied = new S3Server(LocalS3.address(denying.address(), "any"))) {
            assertFails(() -> fetch(denied, "s3://allowed/a"), ErrorCode.REFERENCE_UNREADABLE);
        }
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (S3Server away = new S3Server(LocalS3.address(nobody, "any"))) {
            assertFails(() -> fetch(away, "s3://allowed/a"), ErrorCode.DEPENDENCY_UNAVAILABLE);
        }
    }

    @Test
    void checksTheSumThatTheEventSays() throws IOException {
        try (S3Server server = new S3Server(local.address())) {
            EventReader reader =
                    new EventReader(new FolderBlobStore(folder, LIMIT, 16), references(server));
            String wrong = event("0".repeat(64));
            String right =
                    event("2617ab4ad6fe995785421872bde4648311a8de11848c1f487fb7eb458572e87b");

            assertFails(() -> fetch(reader, wrong), ErrorCode.INVALID_EVENT);
            assertThat(fetch(reader, right).content())
                    .isNotNull()
                    .satisfies(content -> assertThat(content.size()).isEqualTo(6));
        }
    }

    private static IncomingEvent.Submitted fetch(EventReader reader, String event)
            throws IOException {
        return reader.fetch((IncomingEvent.Submitted) reader.read(bytes(event), TENANT));
    }

    private static String event(String sha256) {
        return """
               {"specversion":"1.0","id":"1","source":"urn:s","type":"document.submitted",
                "data":{"uri":"s3://allowed/a/規程 1.txt","sha256":"%s"}}"""
                .formatted(sha256);
    }

    private static References references(S3Server server) {
        return new References(
                List.of(new References.Source(Optional.empty(), server.bucket("allowed"))));
    }

    private StagedBlob fetch(S3Server server, String uri) throws IOException {
        References references = references(server);
        return references.fetch(references.read(uri, TENANT), TENANT, staging);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
