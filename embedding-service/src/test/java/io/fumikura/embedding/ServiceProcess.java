package io.fumikura.embedding;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service in a process of its own, as an operator runs it. */
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private ServiceProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ServiceProcess start(Map<String, String> settings) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder =
                new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar");
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("ACCESS_MODE", "open");
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().putAll(settings);
        return new ServiceProcess(builder.redirectErrorStream(true).start());
    }

    /** Blocks until the service says that it listens. */
    ServiceProcess awaitReady() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains("Listening on")) {
                drain();
                return this;
            }
        }
        throw new AssertionError("the service did not start: " + lines);
    }

    /** So that a full pipe does not stop the process. */
    private void drain() {
        Thread thread = new Thread(this::readToTheEnd, "output");
        thread.setDaemon(true);
        thread.start();
    }

    private void readToTheEnd() {
        try {
            while (output.readLine() != null) {
                // Nobody reads it.
            }
        } catch (IOException e) {
            // The process was killed, and its pipe with it.
        }
    }

    /** Blocks until the process has ended; its output is in {@link #lines}. */
    int awaitExit() throws IOException, InterruptedException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        return process.waitFor();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
