package io.fumikura.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What is remembered of a process we started: its pid and when it began, so that another process
 * that was given the same pid later is never mistaken for ours.
 */
final class ProcessRecord {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Path file;

    ProcessRecord(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, process.pid() + " " + startedAt(process));
    }

    /** The process, if it is still running and still the one we started. */
    Optional<ProcessHandle> running() {
        try {
            String[] parts = Files.readString(file).trim().split(" ", 2);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> parts.length == 2 && startedAt(p).equals(parts[1]));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Asks the process to end, and ends it if it does not within the grace period. */
    boolean stop() throws InterruptedException, IOException {
        Optional<ProcessHandle> process = running();
        if (process.isPresent()) {
            process.get().destroy();
            if (!ended(process.get(), GRACE)) {
                process.get().destroyForcibly();
                ended(process.get(), GRACE);
            }
        }
        Files.deleteIfExists(file);
        return process.isPresent();
    }

    private static boolean ended(ProcessHandle process, Duration limit)
            throws InterruptedException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        }
    }

    private static String startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("unknown");
    }
}
