package io.fumikura.query.front;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when as many requests are at ingest-service as may be. */
class FrontDoorRoomTest {
    private static final int ALL = 2;
    private static final Room FEW = new Room(ALL, 1, Duration.ofMillis(200));
    private static final int MEGABYTE = 1024 * 1024;
    private static final String FULL = "as many requests as it may";

    private final FakeIngest ingest = new FakeIngest();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient caller =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private int port;

    @BeforeEach
    void openTheDoor() throws Exception {
        ingest.up();
        Router router = Router.router(vertx);
        FrontDoor door =
                new FrontDoor(
                        vertx,
                        URI.create(ingest.url()),
                        new HttpClientOptions(),
                        new ObjectMapper(),
                        errand -> FEW);
        door.open(router, context -> {});
        open.push(door::close);
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @AfterEach
    void close() throws Exception {
        over.countDown();
        for (AutoCloseable one : open) {
            one.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        ingest.close();
    }

    @Test
    void answersAndTakesDocumentsWhileEveryEventStreamIsTaken() throws Exception {
        ingest.tells(this::tellOnce);
        for (int i = 0; i < ALL; i++) {
            HttpResponse<InputStream> stream =
                    caller.send(get("/v1/documents/x/events"), BodyHandlers.ofInputStream());
            open.push(stream.body());
            assertThat(stream.body().read()).isEqualTo('d');
        }

        HttpResponse<String> refused = ask("/v1/documents/x/events");
        HttpResponse<String> disguised = ask("/v1/documents/x/%65vents");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("\"code\":\"dependency_unavailable\"", FULL);
        assertThat(disguised.statusCode()).isEqualTo(503);
        assertThat(ask("/v1/documents").statusCode()).isEqualTo(200);
        assertThat(upload(3 * MEGABYTE).statusCode()).isEqualTo(202);
    }

    @Test
    void answersWhileEveryPlaceForUploadsIsTakenAndRefusesOneMoreWithItsBody() throws Exception {
        for (int i = 0; i < ALL; i++) {
            open.push(halfAnUpload());
        }
        assertThat(ingest.uploadsBegin(ALL)).isTrue();

        HttpResponse<String> refused = upload(3 * MEGABYTE);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains(FULL);
        assertThat(ask("/v1/documents").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWhoComesWhenEveryPlaceIsTakenAndHasOneAgainWhenTheyAreDone() throws Exception {
        CountDownLatch there = new CountDownLatch(ALL);
        ingest.hasPages(
                exchange -> {
                    there.countDown();
                    await();
                    FakeIngest.answering(200, "page").handle(exchange);
                });
        List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
        for (int i = 0; i < ALL; i++) {
            slow.add(caller.sendAsync(get("/v1/documents/x/pages/1"), BodyHandlers.ofString()));
        }
        assertThat(there.await(10, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> refused = ask("/v1/documents");
        over.countDown();
        for (CompletableFuture<HttpResponse<String>> one : slow) {
            assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains(FULL);
        assertThat(ask("/v1/documents").statusCode()).isEqualTo(200);
    }

    private void tellOnce(HttpExchange exchange) throws IOException {
        try (OutputStream out = FakeIngest.begin(exchange)) {
            FakeIngest.event(out, "{}");
            await();
        }
    }

    private void await() throws IOException {
        try {
            if (!over.await(30, TimeUnit.SECONDS)) {
                throw new IOException("the test does not end");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return caller.send(get(path), BodyHandlers.ofString());
    }

    private HttpResponse<String> upload(int bytes) throws Exception {
        return caller.send(
                HttpRequest.newBuilder(get("/v1/documents"), (name, value) -> true)
                        .POST(BodyPublishers.ofByteArray(new byte[bytes]))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Of a sender whose line is slow. */
    private Socket halfAnUpload() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        String head =
                "POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n";
        out.write((head + "half").getBytes(UTF_8));
        out.flush();
        return socket;
    }
}
