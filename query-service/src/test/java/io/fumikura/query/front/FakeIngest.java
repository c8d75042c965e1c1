package io.fumikura.query.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.fumikura.query.FakeServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Plays ingest-service: takes uploads, tells progress, has pages. */
public final class FakeIngest extends FakeServer {
    public static final String ID = "6a1f0ef2-6c6b-4c0b-8a8f-111111111111";

    private static final HttpHandler NO_PAGE =
            exchange -> answer(exchange, 404, Map.of("code", "document_not_found"));

    private final AtomicLong received = new AtomicLong();
    private final Semaphore uploadsBegun = new Semaphore(0);
    private volatile Map<String, List<String>> lastHeaders = Map.of();
    private volatile HttpHandler events = exchange -> exchange.close();
    private volatile HttpHandler pages = NO_PAGE;
    private volatile CountDownLatch uploadBroken = new CountDownLatch(1);

    public FakeIngest() {
        handle("/v1/documents", this::documents);
        handle("/v1/dead-letters", exchange -> answer(exchange, 200, List.of("dead")));
        handle("/v1/review", exchange -> answer(exchange, 200, List.of("review")));
        handle("/v1/reindex", exchange -> answer(exchange, 200, List.of("not for browsers")));
    }

    private void documents(HttpExchange exchange) throws IOException {
        lastHeaders = Map.copyOf(exchange.getRequestHeaders());
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/events")) {
            events.handle(exchange);
        } else if (path.contains("/pages/")) {
            pages.handle(exchange);
        } else if (exchange.getRequestMethod().equals("POST")) {
            upload(exchange);
        } else {
            answer(exchange, 200, Map.of("asked", exchange.getRequestURI().toString()));
        }
    }

    private void upload(HttpExchange exchange) throws IOException {
        received.set(0);
        uploadsBegun.release();
        byte[] piece = new byte[64 * 1024];
        try (InputStream in = exchange.getRequestBody()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                received.addAndGet(n);
            }
        } catch (IOException e) {
            uploadBroken.countDown();
            throw e;
        }
        exchange.getResponseHeaders().add("Location", url() + "/v1/documents/" + ID);
        answer(exchange, 202, Map.of("id", ID, "size", received.get()));
    }

    public long received() {
        return received.get();
    }

    public Map<String, List<String>> lastHeaders() {
        return lastHeaders;
    }

    public boolean uploadsBegin(int many) throws InterruptedException {
        return uploadsBegun.tryAcquire(many, 10, TimeUnit.SECONDS);
    }

    public boolean uploadBreaksWithin(int seconds) throws InterruptedException {
        return uploadBroken.await(seconds, TimeUnit.SECONDS);
    }

    public void tells(HttpHandler newEvents) {
        events = newEvents;
    }

    public void hasPages(HttpHandler newPages) {
        pages = newPages;
    }

    public void hasNoPages() {
        pages = NO_PAGE;
    }

    /** An event stream of which each event is sent by itself. */
    public static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    public static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Answers with the object as JSON. */
    public static HttpHandler answering(int status, Object body) {
        return exchange -> answer(exchange, status, body);
    }
}
