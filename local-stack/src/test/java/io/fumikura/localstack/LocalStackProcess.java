package io.fumikura.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** LocalStackMain as a process of its own, with the class path of the test. */
final class LocalStackProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private LocalStackProcess(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static LocalStackProcess launch(LocalStackConfig config) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(LocalStackMain.class.getName());
        command.addAll(List.of("--data", config.dataDirectory().toString()));
        command.addAll(List.of("--kafka-port", String.valueOf(config.kafkaPort())));
        command.addAll(List.of("--postgres-port", String.valueOf(config.postgresPort())));
        command.addAll(List.of("--qdrant-port", String.valueOf(config.qdrantPort())));
        return new LocalStackProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    LocalStackProcess awaitReady() throws IOException {
        StringBuilder seen = new StringBuilder();
        String line = output.readLine();
        while (line != null) {
            seen.append(line).append('\n');
            if (line.contains("The Qdrant store is ready")) {
                return this;
            }
            line = output.readLine();
        }
        throw new IOException("local-stack ended before it was ready:\n" + seen);
    }

    /** As kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What it prints until it ends by itself. */
    String outputToTheEnd() throws IOException {
        StringBuilder all = new StringBuilder();
        String line = output.readLine();
        while (line != null) {
            all.append(line).append('\n');
            line = output.readLine();
        }
        return all.toString();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** As kill, which is SIGTERM. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("local-stack did not stop on SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
