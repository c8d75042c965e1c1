package io.fumikura.cli.system;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.client.Ingestion;
import io.fumikura.cli.stack.Component;
import io.fumikura.cli.stack.ComponentStatus;
import io.fumikura.cli.stack.FreePorts;
import io.fumikura.cli.stack.Stack;
import io.fumikura.cli.stack.StackSettings;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.index.IndexAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every process of the system, on free ports and a data folder of its own. */
final class RunningSystem implements AutoCloseable {
    /** For who kills: Kafka gives up a process that is gone, and is found again, sooner. */
    static final Map<String, String> MISSED_SOON =
            Map.of(
                    "KAFKA_SESSION_TIMEOUT_MS", "6000",
                    "KAFKA_HEARTBEAT_INTERVAL_MS", "2000",
                    "KAFKA_RECONNECT_BACKOFF_MAX_MS", "1000");

    private static final Duration INDEXED_WITHIN = Duration.ofMinutes(3);

    private final StackSettings settings;
    private final Stack stack;
    private final FumikuraClient client;

    /** For all requests: one made for a single request hangs now and then as it goes to HTTP/2. */
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningSystem(StackSettings settings) {
        this.settings = settings;
        this.stack = new Stack(settings, line -> {});
        this.client =
                new FumikuraClient(settings.url(Component.INGEST), settings.url(Component.QUERY));
    }

    static RunningSystem start(Path data) throws IOException, InterruptedException {
        return start(data, Map.of());
    }

    /**
     * @param settings of the services, as environment variables
     */
    static RunningSystem start(Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> environment = onFreePorts(data);
        environment.putAll(settings);
        RunningSystem system = new RunningSystem(StackSettings.from(environment, root()));
        try {
            system.stack.up();
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
        return system;
    }

    static Path root() {
        return Path.of(System.getProperty("fumikura.root", "..")).toAbsolutePath().normalize();
    }

    /** Real documents and questions that are not part of the repository. */
    static Path sharedData() {
        return root().resolve("../shared/data").normalize();
    }

    StackSettings settings() {
        return settings;
    }

    IndexAddress indexAddress() {
        return new IndexAddress(
                "127.0.0.1", settings.port(Component.LOCAL_STACK), Optional.empty(), false);
    }

    Stack stack() {
        return stack;
    }

    FumikuraClient client() {
        return client;
    }

    Ingestion.Outcome ingest(Path file) throws InterruptedException {
        return new Ingestion(client, INDEXED_WITHIN).run(file, document -> {});
    }

    SearchResponse search(String query, int topK) {
        SearchRequest all = SearchRequest.of(query);
        return client.read(
                client.search(
                        new SearchRequest(
                                query,
                                topK,
                                all.filters(),
                                all.rerank(),
                                all.mode(),
                                all.explain())),
                SearchResponse.class);
    }

    HttpResponse<String> postJson(Component service, String path, String body)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri(service, path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(Component service, String path)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri(service, path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> reading)
            throws IOException, InterruptedException {
        return http.send(request, reading);
    }

    URI uri(Component service, String path) {
        return settings.url(service).resolve(path);
    }

    /** What {@code kill -9} does, from outside. */
    void kill(Component component) throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(pid(component)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    long pid(Component component) throws InterruptedException {
        ComponentStatus status =
                stack.status().stream()
                        .filter(s -> s.component() == component)
                        .findFirst()
                        .orElseThrow();
        return status.pid().getAsLong();
    }

    @Override
    public void close() throws IOException {
        client.close();
        try {
            stack.down();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> onFreePorts(Path data) throws IOException {
        Map<String, String> environment = new HashMap<>(FreePorts.find());
        environment.put("FUMIKURA_DATA", data.toString());
        return environment;
    }
}
