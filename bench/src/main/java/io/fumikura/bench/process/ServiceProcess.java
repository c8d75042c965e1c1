package io.fumikura.bench.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process of the system that ends with this one. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 20;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Duration start;

    private ServiceProcess(Process process, Duration start) {
        this.process = process;
        this.start = start;
    }

    /**
     * Starts a packaged service and waits until it is ready.
     *
     * @param jar of the service, {@code quarkus-run.jar}
     * @param settings in the form of environment variables
     * @throws IllegalStateException it ended, or is not ready in time; its log says why
     */
    public static ServiceProcess service(
            Path jar, int port, List<String> jvm, Map<String, String> settings, Path log)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvm);
        command.addAll(
                List.of(
                        "-Dfile.encoding=UTF-8",
                        "-Djboss.host.name=localhost",
                        "-Daccess.mode=open",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.http.access-log.enabled=false",
                        "-jar",
                        jar.toString()));
        URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        return start(command, settings, log, () -> status(ready) == 200);
    }

    /** Starts any Java program and waits until {@code ready} says so. */
    public static ServiceProcess start(
            List<String> command, Map<String, String> settings, Path log, BooleanSupplier ready)
            throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().putAll(settings);
        long start = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (!ready.getAsBoolean()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)
                    || System.nanoTime() - start > START_LIMIT.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException("a process did not become ready; see " + log);
            }
        }
        return new ServiceProcess(process, Duration.ofNanos(System.nanoTime() - start));
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int status(URI address) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** From the start of the process until it was ready. */
    public Duration start() {
        return start;
    }

    /** Resident memory in MB; 0 where the system does not tell. */
    public long residentMegabytes() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Ends it as a platform would, and by force after half a minute. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
