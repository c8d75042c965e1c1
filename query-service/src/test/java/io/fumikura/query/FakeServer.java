package io.fumikura.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A small HTTP server that can be taken away and come back at the same port. */
public class FakeServer implements AutoCloseable {
    protected static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration HEARTBEAT = Duration.ofMillis(20);

    private final Map<String, HttpHandler> handlers = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable HttpServer server;
    private int port;
    private volatile @Nullable String lastTraceparent;
    private volatile @Nullable String lastCaller;
    private volatile boolean silent;
    private volatile String stalled = "";
    private final Semaphore stalls = new Semaphore(0);
    private final Semaphore left = new Semaphore(0);

    protected void handle(String path, HttpHandler handler) {
        handlers.put(path, handler);
    }

    /** Opens the port; does nothing where it is open. */
    public final void up() {
        silent = false;
        stalled = "";
        if (server != null) {
            return;
        }
        try {
            HttpServer created =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            handlers.forEach((path, handler) -> created.createContext(path, noting(handler)));
            created.setExecutor(threads);
            created.start();
            port = created.getAddress().getPort();
            server = created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpHandler noting(HttpHandler handler) {
        return exchange -> {
            lastTraceparent = exchange.getRequestHeaders().getFirst("traceparent");
            lastCaller = exchange.getRequestHeaders().getFirst("X-Fumikura-Caller");
            if (silent) {
                // Neither answered nor closed: the caller has to give up.
                return;
            }
            if (exchange.getRequestURI().getPath().equals(stalled)) {
                stall(exchange);
                return;
            }
            handler.handle(exchange);
        };
    }

    private void stall(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        stalls.release();
        try {
            while (true) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(HEARTBEAT.toNanos());
            }
        } catch (IOException gone) {
            left.release();
        }
    }

    /** Begins its answers on this path and never comes to an end. */
    public final void stalls(String path) {
        stalls.drainPermits();
        left.drainPermits();
        stalled = path;
    }

    public final void awaitStall() throws InterruptedException {
        if (!stalls.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody asked");
        }
    }

    /** Whether a caller gives up such an answer in this time. */
    public final boolean isLeftWithin(Duration time) throws InterruptedException {
        return left.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The token with which the last request said whose it is. */
    public final @Nullable String lastCaller() {
        return lastCaller;
    }

    /** What the last request said of its trace. */
    public final @Nullable String lastTraceparent() {
        return lastTraceparent;
    }

    /** Takes requests and answers none. */
    public final void silent() {
        silent = true;
    }

    /** Closes the port and every connection; does nothing where it is closed. */
    public final void down() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    public final String url() {
        return "http://127.0.0.1:" + port;
    }

    protected static JsonNode body(HttpExchange exchange) throws IOException {
        return JSON.readTree(exchange.getRequestBody());
    }

    protected static void answer(HttpExchange exchange, int status, Object body)
            throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public final void close() {
        down();
        threads.shutdownNow();
    }
}
