package io.fumikura.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM that was killed leaves its PostgreSQL running. The next start finds it through
 * postmaster.pid and stops it, after making sure that the process really is PostgreSQL on this very
 * folder. A pid file whose number now belongs to another program is removed, because PostgreSQL
 * itself would refuse to start beside it.
 */
final class OrphanedPostgres {

    private static final long FAST_SECONDS = 20;
    private static final long IMMEDIATE_SECONDS = 10;

    private OrphanedPostgres() {}

    static void stop(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> process = running(data);
        if (process.isEmpty()) {
            Files.deleteIfExists(pidFile);
        } else if (isPostgresOn(process.get(), data)) {
            stop(process.get(), data);
        } else {
            Files.deleteIfExists(pidFile);
        }
    }

    /** The server that runs on this folder now. */
    static Optional<ProcessHandle> running(Path data) throws IOException {
        return pid(data.resolve("postmaster.pid")).flatMap(ProcessHandle::of);
    }

    private static Optional<Long> pid(Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(lines.get(0).strip()));
    }

    /** PostgreSQL makes its data folder its working directory, which /proc shows. */
    private static boolean isPostgresOn(ProcessHandle process, Path data) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        Path program = proc.resolve("exe");
        try {
            return Files.readSymbolicLink(program).getFileName().toString().startsWith("postgres")
                    && Files.isSameFile(Files.readSymbolicLink(proc.resolve("cwd")), data);
        } catch (IOException e) {
            // Gone meanwhile, or another user's process: neither is ours to stop.
            return false;
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for clients to leave. */
    private static void stop(ProcessHandle process, Path data) throws IOException {
        signal("INT", process);
        if (!endsWithin(process, FAST_SECONDS)) {
            signal("QUIT", process);
            if (!endsWithin(process, IMMEDIATE_SECONDS)) {
                throw new LocalStackException(
                        "PostgreSQL process "
                                + process.pid()
                                + " of an earlier run still uses "
                                + data
                                + " and does not stop: end it by hand.");
            }
        }
    }

    private static void signal(String name, ProcessHandle process) throws IOException {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean endsWithin(ProcessHandle process, long seconds) throws IOException {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
