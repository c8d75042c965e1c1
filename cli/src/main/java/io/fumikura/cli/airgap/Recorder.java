package io.fumikura.cli.airgap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a command inside a {@link Namespace} and waits until it and every process it has left behind
 * have ended: strace follows them all, and ends with the last.
 */
final class Recorder {
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Namespace namespace;
    private final Path folder;
    private final Map<String, String> environment;

    /**
     * @param environment all of it: what else is set here may switch something off or on
     */
    Recorder(Namespace namespace, Path folder, Map<String, String> environment) {
        this.namespace = namespace;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /**
     * @param exitCode of the command
     */
    record Recording(int exitCode, TraceLog log) {}

    /**
     * @param limit after which everything is told to end, and a minute later ended
     * @param out gets the lines the command prints
     */
    Recording run(List<String> command, Duration limit, Consumer<String> out)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(namespace.recorded(folder, command)).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread stop = new Thread(() -> end(process), "end-recording");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            process.getOutputStream().close();
            Thread lines = new Thread(() -> pass(process, out), "recorded-lines");
            lines.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                out.accept("still running after %d s: it is stopped".formatted(limit.toSeconds()));
                end(process);
            }
            lines.join(GRACE.toMillis());
            return new Recording(process.waitFor(), TraceLog.read(Namespace.log(folder)));
        } finally {
            end(process);
            forget(stop);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM is ending, and the hook is what ended the run.
        }
    }

    private static void pass(Process process, Consumer<String> out) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(out);
        } catch (IOException | UncheckedIOException e) {
            out.accept("its output ended early: " + e.getMessage());
        }
    }

    /** Strace ignores being told to end, and ends with the processes it follows. */
    private static void end(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.children().forEach(ProcessHandle::destroy);
        boolean ended = false;
        try {
            ended = process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            descendants.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
