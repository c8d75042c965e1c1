package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An embedding-service with another model: the miniature one under another name, whose texts get
 * words put before them, so that its vectors are of the same length and mean something else.
 */
final class NextModel implements AutoCloseable {
    static final String INDEX_COMPAT = "mini-embedding-next";

    private static final Duration START_WITHIN = Duration.ofMinutes(2);

    private final int port;
    private final Process process;

    private NextModel(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Does not read Kafka, as the service of a model that is not searched with yet should not. */
    static NextModel start(int port, Path folder) throws IOException, InterruptedException {
        Path model = copy(Files.createDirectories(folder.resolve("model")));
        Path log = folder.resolve("log");
        Process process =
                PackagedService.start(
                        "embedding-service",
                        log,
                        Map.of(
                                "QUARKUS_HTTP_PORT",
                                String.valueOf(port),
                                "EMBEDDING_KAFKA_ENABLED",
                                "false",
                                "EMBEDDING_MODEL_PATH",
                                model.toString(),
                                "DJL_CACHE_DIR",
                                folder.resolve("tokenizers").toString()));
        NextModel next = new NextModel(port, process);
        next.awaitReady(log);
        return next;
    }

    private static Path copy(Path to) throws IOException {
        Path from = RunningSystem.root().resolve("models/mini-embedding");
        for (String name : List.of("model.onnx", "tokenizer.json")) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
        ObjectMapper json = new ObjectMapper();
        ObjectNode manifest = (ObjectNode) json.readTree(from.resolve("model.json").toFile());
        manifest.put("id", "mini-next");
        manifest.put("index_compat", INDEX_COMPAT);
        manifest.put("query_prefix", "出張と旅費について: ");
        manifest.put("passage_prefix", "会議の記録、別表第三。");
        // They were recorded without the words in front.
        manifest.putArray("golden");
        byte[] written = json.writeValueAsBytes(manifest);
        Files.write(to.resolve("model.json"), written);
        Files.writeString(to.resolve("model.json.sha256"), sha256(written) + "  model.json\n");
        return to;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest info = HttpRequest.newBuilder(url(port).resolve("/info")).build();
        long end = System.nanoTime() + START_WITHIN.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException(new String(Files.readAllBytes(log), UTF_8));
            }
            try {
                if (http.send(info, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (ConnectException e) {
                Thread.sleep(200);
            }
        }
        throw new IllegalStateException("not ready: " + new String(Files.readAllBytes(log), UTF_8));
    }

    String indexCompat() {
        return INDEX_COMPAT;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
