package io.fumikura.cli.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs one command to its end. */
final class Shell {
    private static final long LIMIT_MINUTES = 5;

    /**
     * @param status the exit status
     * @param output standard output and error, as they came
     */
    record Result(int status, String output) {}

    private Shell() {}

    static Result run(Path directory, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("command", ".log");
            try {
                ProcessBuilder builder = new ProcessBuilder(command);
                builder.directory(directory.toFile());
                builder.environment().putAll(environment);
                builder.redirectErrorStream(true);
                builder.redirectOutput(output.toFile());
                Process process = builder.start();
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            command + " did not end:\n" + Files.readString(output));
                }
                byte[] written = Files.readAllBytes(output);
                return new Result(process.exitValue(), new String(written, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    static boolean has(String program) {
        return run(Path.of("."), Map.of(), List.of("sh", "-c", "command -v " + program)).status()
                == 0;
    }
}
