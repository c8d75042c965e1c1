package io.fumikura.ingest.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.ingest.s3.S3Failure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3BucketTest {
    private static final byte[] CONTENT = "本文".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    @TempDir static Path buckets;
    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static LocalS3 local;

    @SuppressWarnings("NullAway.Init") // before each test
    private S3Server server;

    @BeforeAll
    static void startServer() {
        local = LocalS3.start(buckets, "documents");
    }

    @AfterAll
    static void stopServer() {
        local.close();
    }

    @BeforeEach
    void start() {
        server = new S3Server(local.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsWhatWasPutWhateverTheKey() throws IOException {
        for (String key : new String[] {"a", "規程/経費 規程+1%20.txt", "ab/cd/e=f&g?h#i"}) {
            server.bucket("documents").put(key, file());

            assertThat(server.bucket("documents").has(key)).isTrue();
            assertThat(read(server, "documents", key)).isEqualTo(CONTENT);
        }
    }

    @Test
    void listsWhatBeginsSoOverMorePagesThanOne() throws IOException {
        for (int i = 0; i < 1_005; i++) {
            local.put("documents", "list/%04d".formatted(i), new byte[] {1});
        }
        local.put("documents", "lisu/0", new byte[] {1});

        assertThat(server.bucket("documents").list("list/")).hasSize(1_005);
    }

    @Test
    void deletesTwice() throws IOException {
        server.bucket("documents").put("a", file());

        server.bucket("documents").delete("a");
        server.bucket("documents").delete("a");

        assertThat(server.bucket("documents").has("a")).isFalse();
    }

    @Test
    void tellsAMissingObjectFromAMissingBucket() {
        assertFails(() -> read(server, "documents", "none"), Kind.MISSING);
        assertFails(() -> read(server, "elsewhere", "none"), Kind.NO_BUCKET);
        assertFails(() -> server.bucket("elsewhere").check(), Kind.NO_BUCKET);
    }

    @Test
    void tellsRefusedCredentialsFromAServerThatIsAway() throws IOException {
        try (S3Server refused = new S3Server(local.addressWithSecret("another"))) {
            assertFails(() -> read(refused, "documents", "a"), Kind.CREDENTIALS_REFUSED);
            assertFails(
                    () -> refused.bucket("documents").put("a", file()), Kind.CREDENTIALS_REFUSED);
        }
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + unused);
        try (S3Server away = new S3Server(LocalS3.address(nobody, "any"))) {
            assertFails(() -> read(away, "documents", "a"), Kind.UNAVAILABLE);
            assertFails(() -> away.bucket("documents").check(), Kind.UNAVAILABLE);
        }
        try (Listener busy = Listener.answering(503, "");
                S3Server overloaded = new S3Server(LocalS3.address(busy.address(), "any"))) {
            assertFails(() -> read(overloaded, "documents", "a"), Kind.UNAVAILABLE);
        }
        try (Listener closed = Listener.answering(403, "");
                S3Server denied = new S3Server(LocalS3.address(closed.address(), "any"))) {
            assertFails(() -> read(denied, "documents", "a"), Kind.ACCESS_DENIED);
        }
    }

    @Test
    void followsNoRedirect() {
        try (Listener elsewhere = Listener.answering(200, "")) {
            for (int status : new int[] {301, 302, 307, 308}) {
                String location = elsewhere.address() + "/documents/a";
                try (Listener first = Listener.answering(status, location);
                        S3Server server = new S3Server(LocalS3.address(first.address(), "any"))) {
                    assertThatThrownBy(() -> read(server, "documents", "a"))
                            .isInstanceOf(S3Failure.class);
                    assertThatThrownBy(() -> server.bucket("documents").put("a", file()))
                            .isInstanceOf(S3Failure.class);
                }
            }
            assertThat(elsewhere.calls()).isEmpty();
        }
    }

    @Test
    void asksNobodyElseForCredentialsRegionsOrProxies() throws IOException {
        try (Listener elsewhere = Listener.answering(404, "")) {
            Path profile = folder.resolve("profile");
            Files.writeString(
                    profile,
                    "[default]\naws_access_key_id=x\naws_secret_access_key=y\nendpoint_url=%s\n"
                            .formatted(elsewhere.address()));
            int port = elsewhere.address().getPort();
            Map<String, String> guesses =
                    Map.of(
                            "aws.ec2MetadataServiceEndpoint", elsewhere.address().toString(),
                            "aws.endpointUrl", elsewhere.address().toString(),
                            "aws.endpointUrlS3", elsewhere.address().toString(),
                            "aws.configFile", profile.toString(),
                            "aws.sharedCredentialsFile", profile.toString(),
                            "http.proxyHost", "127.0.0.1",
                            "http.proxyPort", Integer.toString(port),
                            "http.nonProxyHosts", "none");
            withProperties(
                    guesses,
                    () -> {
                        try (S3Server server = new S3Server(local.address())) {
                            server.bucket("documents").put("a", file());
                            assertThat(read(server, "documents", "a")).isEqualTo(CONTENT);
                        }
                        // The loopback is never behind a proxy; this name is nobody's.
                        URI elsewhereStill = URI.create("http://s3.invalid");
                        try (S3Server server =
                                new S3Server(LocalS3.address(elsewhereStill, "any"))) {
                            assertFails(() -> read(server, "documents", "a"), Kind.UNAVAILABLE);
                        }
                    });
            assertThat(elsewhere.calls()).isEmpty();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void withProperties(Map<String, String> properties, Step step)
            throws IOException {
        Map<String, String> before = new HashMap<>();
        properties.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
        try {
            step.run();
        } finally {
            before.forEach(
                    (name, value) -> {
                        if (value == null) {
                            System.clearProperty(name);
                        } else {
                            System.setProperty(name, value);
                        }
                    });
        }
    }

    @Test
    void showsNoSecretInWhatItSays() {
        assertThat(local.address().toString()).doesNotContain(local.secretKey());
        assertThatThrownBy(() -> read(server, "documents", "none"))
                .message()
                .contains("s3://documents/none")
                .doesNotContain(local.secretKey());
    }

    private Path file() throws IOException {
        return Files.write(folder.resolve("file"), CONTENT);
    }

    private static byte[] read(S3Server server, String bucket, String key) throws IOException {
        return server.bucket(bucket)
                .read(
                        key,
                        (InputStream content, long size) -> {
                            byte[] read = content.readAllBytes();
                            assertThat(read.length).isEqualTo(size);
                            return read;
                        });
    }

    private static void assertFails(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(S3Failure.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
