package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.fumikura.cli.stack.Component;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A second process of a service: started as the first was, with a port of its own. */
final class Replica implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final String PORT = "QUARKUS_HTTP_PORT";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private Replica(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static Replica of(RunningSystem system, Component service, Path log)
            throws IOException, InterruptedException {
        Path first = Path.of("/proc", String.valueOf(system.pid(service)));
        int port = NextModel.freePort();
        ProcessBuilder builder =
                new ProcessBuilder(words(first.resolve("cmdline")))
                        .directory(RunningSystem.root().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        for (String variable : words(first.resolve("environ"))) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        environment.put(PORT, String.valueOf(port));
        Replica replica = new Replica(builder.start(), URI.create("http://127.0.0.1:" + port));
        replica.awaitReady(log);
        return replica;
    }

    private static List<String> words(Path file) throws IOException {
        return Arrays.asList(new String(Files.readAllBytes(file), UTF_8).split("\0"));
    }

    private void awaitReady(Path log) {
        await().alias("a second process, its log is " + log)
                .atMost(START_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(ConnectException.class)
                .until(() -> !process.isAlive() || get("/q/health/ready").statusCode() == 200);
        if (!process.isAlive()) {
            throw new IllegalStateException("a second process ended, its log is " + log);
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address.resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** How long it took from being told to end. */
    Duration stop() {
        Instant begin = Instant.now();
        close();
        return Duration.between(begin, Instant.now());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
