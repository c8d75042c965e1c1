package io.fumikura.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.fumikura.contract.embedding.EmbedHeaders;
import io.fumikura.contract.embedding.EmbedRequest;
import io.fumikura.contract.embedding.EmbeddingInput;
import io.fumikura.contract.embedding.TokenCountsRequest;
import io.fumikura.contract.embedding.TokenCountsResponse;
import io.fumikura.contract.event.EventJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The routes of embedding-service, with a model that reads one character as one token. It can be
 * told to be away; there is one of it in a JVM at a time, and one of another model beside it.
 */
public final class FakeEmbeddingRoutes implements AutoCloseable {
    /** Of the other model: its vectors point the other way. */
    static final String NEXT_INDEX_COMPAT = "test-next";

    private static final String INFO =
            """
            {"model_id": "test", "model_dtype": "float32", "model_type": {"embedding": {}},
             "max_input_length": 512, "max_batch_tokens": 1, "max_client_batch_size": 8,
             "version": "0", "dimension": %d, "index_compat": "%s", "model_digest": "0",
             "files": {}, "device": "cpu", "device_reason": "a test", "licence": "none",
             "commercial_use": true}
            """;

    /** Status that counting answers instead of counts, or 0. Set by name: see {@link #answer}. */
    private static final String STATUS = "fumikura.test.counts-status";

    private static final String EMBED_STATUS = "fumikura.test.embed-status";

    private static final String REFUSALS = "fumikura.test.embed-refusals";
    private static final AtomicInteger EMBED_REFUSALS = new AtomicInteger();

    private static final String CALLS = "fumikura.test.counts-calls";
    private static final int MAX_TOKENS = 512;

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();

    private FakeEmbeddingRoutes(HttpServer server) {
        this.server = server;
    }

    public static FakeEmbeddingRoutes start() throws IOException {
        FakeEmbeddingRoutes routes = start(IngestStack.INDEX_COMPAT, 1);
        answer(0);
        return routes;
    }

    public static FakeEmbeddingRoutes startNext() throws IOException {
        return start(NEXT_INDEX_COMPAT, -1);
    }

    private static FakeEmbeddingRoutes start(String indexCompat, int sign) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FakeEmbeddingRoutes routes = new FakeEmbeddingRoutes(server);
        byte[] info =
                INFO.formatted(IngestStack.DIMENSION, indexCompat).getBytes(StandardCharsets.UTF_8);
        server.createContext("/info", exchange -> send(exchange, 200, info));
        server.createContext("/embed", exchange -> embed(exchange, indexCompat, sign));
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

    private static void embed(HttpExchange exchange, String indexCompat, int sign)
            throws IOException {
        int status = Integer.getInteger(EMBED_STATUS, 0);
        if (status != 0) {
            System.setProperty(REFUSALS, String.valueOf(EMBED_REFUSALS.incrementAndGet()));
            exchange.getResponseHeaders().add("Retry-After", "1");
            send(exchange, status, "{}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        EmbedRequest request =
                EventJson.read(exchange.getRequestBody().readAllBytes(), EmbedRequest.class);
        List<float[]> vectors = new ArrayList<>();
        for (String text : ((EmbeddingInput.Texts) request.inputs()).texts()) {
            float[] vector = FakeEmbedding.embed(text);
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= sign;
            }
            vectors.add(vector);
        }
        if (!EmbedHeaders.BULK.equals(exchange.getRequestHeaders().getFirst(EmbedHeaders.LANE))) {
            send(exchange, 400, "{}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        exchange.getResponseHeaders().add(EmbedHeaders.INDEX_COMPAT, indexCompat);
        send(exchange, 200, EventJson.write(vectors));
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

    /** What embedding answers from now on: an HTTP status, or 0 for vectors. */
    static void answerEmbed(int status) {
        System.setProperty(EMBED_STATUS, String.valueOf(status));
    }

    /** How often embedding answered such a status since the start. */
    static int refusals() {
        return Integer.getInteger(REFUSALS, 0);
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
