package io.fumikura.ingest.ocr;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Speaks the words of {@code docker/yomitoku/server.py}, or others if it is told to. */
public final class WrapperServer implements AutoCloseable {
    /** What the wrapper's own tests make it answer. */
    private static final Path EXAMPLE = Path.of("../docker/yomitoku/example-answer.json");

    /** Answers one request for a page. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** A request for a page, as it came. */
    public record Asked(String method, String path, String type, ByteBuffer body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Answer answer = example();
    private volatile int health = 200;

    private WrapperServer(HttpServer server) {
        this.server = server;
    }

    public static WrapperServer start() {
        return start(0);
    }

    public static WrapperServer start(int port) {
        try {
            WrapperServer wrapper =
                    new WrapperServer(
                            HttpServer.create(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                    0));
            wrapper.server.setExecutor(wrapper.threads);
            wrapper.server.createContext("/", wrapper::serve);
            wrapper.server.start();
            return wrapper;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/health")) {
                send(exchange, health, "application/json", "{}");
                return;
            }
            asked.add(
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders().getFirst("Content-Type"),
                            ByteBuffer.wrap(exchange.getRequestBody().readAllBytes())));
            answer.to(exchange);
        }
    }

    public void answers(Answer next) {
        answer = next;
    }

    public void healthAnswers(int status) {
        health = status;
    }

    public static Answer example() {
        return exchange -> send(exchange, 200, "application/json", Files.readString(EXAMPLE));
    }

    public static Answer status(int status, String body) {
        return exchange -> send(exchange, status, "application/problem+json", body);
    }

    public static Answer busy(int status, String retryAfter) {
        return exchange -> {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
            send(exchange, status, "application/problem+json", "{\"code\": \"busy\"}");
        };
    }

    /** Says how long its answer is, gives a part of it and hangs up. */
    public static Answer breakingOff() {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            throw new IOException("as it was told to");
        };
    }

    public static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The requests for pages so far. */
    public List<Asked> asked() {
        return asked;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
