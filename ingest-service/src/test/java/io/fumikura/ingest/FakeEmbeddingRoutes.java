package io.fumikura.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.fumikura.contract.embedding.TokenCountsRequest;
import io.fumikura.contract.embedding.TokenCountsResponse;
import io.fumikura.contract.event.EventJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The routes of embedding-service, with a model that reads one character as one token. It can be
 * told to be away; there is one of it in a JVM at a time.
 */
public final class FakeEmbeddingRoutes implements AutoCloseable {
    private static final String INFO =
            """
            {"model_id": "test", "model_dtype": "float32", "model_type": {"embedding": {}},
             "max_input_length": 512, "max_batch_tokens": 1, "max_client_batch_size": 1,
             "version": "0", "dimension": %d, "index_compat": "%s", "model_digest": "0",
             "files": {}, "device": "cpu", "device_reason": "a test", "licence": "none",
             "commercial_use": true}
            """
                    .formatted(IngestStack.DIMENSION, IngestStack.INDEX_COMPAT);

    /** Status that counting answers instead of counts, or 0. Set by name: see {@link #answer}. */
    private static final String STATUS = "fumikura.test.counts-status";

    private static final String CALLS = "fumikura.test.counts-calls";
    private static final int MAX_TOKENS = 512;

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();

    private FakeEmbeddingRoutes(HttpServer server) {
        this.server = server;
    }

    public static FakeEmbeddingRoutes start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FakeEmbeddingRoutes routes = new FakeEmbeddingRoutes(server);
        answer(0);
        server.createContext(
                "/info", exchange -> send(exchange, 200, INFO.getBytes(StandardCharsets.UTF_8)));
        HttpHandler counting = routes::count;
        server.createContext("/v1/token-counts", counting);
        server.start();
        return routes;
    }

    private void count(HttpExchange exchange) throws IOException {
        System.setProperty(CALLS, String.valueOf(calls.incrementAndGet()));
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = Integer.getInteger(STATUS, 0);
        if (status != 0) {
            send(exchange, status, "{}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        TokenCountsRequest request = EventJson.read(body, TokenCountsRequest.class);
        TokenCountsResponse response =
                new TokenCountsResponse(
                        request.texts().stream().map(String::length).toList(), MAX_TOKENS);
        send(exchange, 200, EventJson.write(response));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /**
     * What counting answers from now on: an HTTP status, or 0 for counts. A system property,
     * because the routes live in the class loader of the test framework and the tests in that of
     * the application.
     */
    static void answer(int status) {
        System.setProperty(STATUS, String.valueOf(status));
    }

    /** How often somebody asked for counts since the start. */
    static int calls() {
        return Integer.getInteger(CALLS, 0);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
