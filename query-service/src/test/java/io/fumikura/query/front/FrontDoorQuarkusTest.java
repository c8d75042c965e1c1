package io.fumikura.query.front;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.fumikura.query.EventReader;
import io.fumikura.query.Eventually;
import io.fumikura.query.QueryEnvironment;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class FrontDoorQuarkusTest {
    private static final int MEGABYTE = 1024 * 1024;

    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    @BeforeEach
    void whole() {
        world.whole();
    }

    @Test
    void passesOnPathAndQueryAsTheyStand() {
        given().urlEncodingEnabled(false)
                .get("/v1/documents/%E6%96%87?tag=a%26b&limit=3")
                .then()
                .statusCode(200)
                .body("asked", equalTo("/v1/documents/%E6%96%87?tag=a%26b&limit=3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/export"})
    void namesNoDocumentInItsMetrics(String what) {
        String id = UUID.randomUUID().toString();
        given().get("/v1/documents/" + id + what).then().statusCode(200);
        given().get("/v1/nothing/" + id).then().statusCode(404);

        Eventually.holds(
                () ->
                        assertThat(given().get("/q/metrics").asString())
                                .contains("uri=\"/v1/documents/{id}" + what + '"')
                                .doesNotContain(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/dead-letters", "/v1/dead-letters/7", "/v1/review"})
    void passesOnWhatOperatorsNeed(String path) {
        given().get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/reindex", "/v1/documents/../reindex", "/v1/documentsx"})
    void passesOnNothingElse(String path) {
        given().get(path).then().statusCode(404).contentType(containsString("problem+json"));
    }

    @Test
    void leavesHeadersOfTheConnectionBehindAndTakesTheOthersAlong() {
        given().header("Authorization", "Bearer x")
                .header("Cookie", "a=b")
                .header("X-Api-Key", "y")
                .header("Idempotency-Key", "k1")
                .header("Connection", "keep-alive, te")
                .header("TE", "trailers")
                .get("/v1/documents")
                .then()
                .statusCode(200);

        assertThat(world.ingest().lastHeaders())
                .containsEntry("Idempotency-key", List.of("k1"))
                .doesNotContainKeys("Te", "Authorization", "Cookie", "X-api-key");
    }

    @Test
    void passesFiftyMegabytesOnWithoutHoldingThem() throws Exception {
        long size = 50L * MEGABYTE;
        long before = usedMemory();
        long most = 0;

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            OutputStream out = begin(socket, "POST", size);
            byte[] piece = new byte[MEGABYTE];
            for (int i = 0; i < 50; i++) {
                out.write(piece);
                if (i % 10 == 9) {
                    most = Math.max(most, usedMemory() - before);
                }
            }
            out.flush();
            String answer = head(socket.getInputStream());
            assertThat(answer)
                    .startsWith("HTTP/1.1 202")
                    .containsIgnoringCase("\r\nlocation: /v1/documents/" + FakeIngest.ID + "\r\n");
        }

        assertThat(world.ingest().received()).isEqualTo(size);
        assertThat(most).as("live bytes while the upload runs").isLessThan(20L * MEGABYTE);
    }

    @Test
    void passesAFormOnUnchanged() {
        given().multiPart("file", "a.txt", new byte[3 * MEGABYTE], "text/plain")
                .multiPart("title", "題")
                .post("/v1/documents")
                .then()
                .statusCode(202)
                .header("Location", equalTo("/v1/documents/" + FakeIngest.ID));

        assertThat(world.ingest().received()).isGreaterThan(3L * MEGABYTE);
    }

    @Test
    void doesNotAskPeopleToSignInBecauseIngestServiceDoesNotTrustThisOne() {
        world.ingest()
                .hasPages(
                        exchange -> {
                            exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer");
                            exchange.getResponseHeaders().add("X-Left", "over");
                            byte[] body = "{\"code\":\"unauthenticated\"}".getBytes(UTF_8);
                            exchange.sendResponseHeaders(401, body.length);
                            exchange.getResponseBody().write(body);
                            exchange.close();
                        });

        // More often than there are connections for it.
        for (int i = 0; i < 70; i++) {
            given().get("/v1/documents/7/pages/1")
                    .then()
                    .statusCode(503)
                    .header("WWW-Authenticate", nullValue())
                    .header("X-Left", nullValue())
                    .contentType(containsString("application/problem+json"))
                    .body("code", equalTo("dependency_unavailable"))
                    .body("detail", containsString("trust"));
        }
    }

    @Test
    void passesEachEventOnBeforeTheNextOneExists() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        world.ingest()
                .tells(
                        exchange -> {
                            try (OutputStream out = FakeIngest.begin(exchange)) {
                                FakeIngest.event(out, "{\"page\":1}");
                                await(read);
                                FakeIngest.event(out, "{\"page\":2}");
                            }
                        });

        try (EventReader events = EventReader.get("/v1/documents/x/events")) {
            assertThat(events.response().headers().firstValue("x-accel-buffering")).hasValue("no");
            assertThat(events.next().orElseThrow().json().get("page").asInt()).isEqualTo(1);
            read.countDown();
            assertThat(events.next().orElseThrow().json().get("page").asInt()).isEqualTo(2);
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void endsTheStreamAtIngestServiceWhenTheReaderLeaves() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        world.ingest()
                .tells(
                        exchange -> {
                            try (OutputStream out = FakeIngest.begin(exchange)) {
                                while (true) {
                                    FakeIngest.event(out, "\"" + "x".repeat(10_000) + "\"");
                                }
                            } catch (IOException closed) {
                                stopped.countDown();
                            }
                        });

        EventReader events = EventReader.get("/v1/documents/x/events");
        events.next();
        events.close();

        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void breaksTheUploadOffAtIngestServiceWhenTheSenderLeaves() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            OutputStream out = begin(socket, "POST", 10L * MEGABYTE);
            out.write(new byte[MEGABYTE]);
            out.flush();
        }

        assertThat(world.ingest().uploadBreaksWithin(10)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2 * MEGABYTE})
    void saysSoWhenIngestServiceIsAway(int bytes) {
        world.ingest().down();

        given().header("traceparent", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01")
                .contentType("text/plain")
                .body(new byte[bytes])
                .post("/v1/documents")
                .then()
                .statusCode(503)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("dependency_unavailable"))
                .body("status", is(503))
                .body("instance", equalTo("/v1/documents"))
                .body("trace_id", equalTo("0123456789abcdef0123456789abcdef"));
    }

    @Test
    void passesOnWhatIngestServiceRefuses() {
        given().get("/v1/documents/x/pages/1")
                .then()
                .statusCode(404)
                .body("code", equalTo("document_not_found"));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IOException("nobody read the first event");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** What is still referred to; the rest is garbage that waits. */
    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static OutputStream begin(Socket socket, String method, long length)
            throws IOException {
        socket.setSoTimeout(20_000);
        OutputStream out = socket.getOutputStream();
        String head =
                method
                        + " /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: "
                        + length
                        + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        return out;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
