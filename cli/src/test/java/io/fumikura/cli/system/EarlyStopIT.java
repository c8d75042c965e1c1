package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyStopIT {
    private static final Duration WAITS_WITHIN = Duration.ofMinutes(2);

    /** Less than what ends a container that does not end by itself. */
    private static final long SECONDS = 10;

    @Test
    void ingestServiceEndsWhenItIsToldToWhileItWaitsForPostgres(@TempDir Path folder)
            throws Exception {
        Path log = folder.resolve("log");
        Process process = start(folder, log);
        try {
            await().atMost(WAITS_WITHIN).until(() -> !process.isAlive() || waits(log));
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();

            process.destroy();

            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as(Files.readString(log))
                    .isTrue();
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static boolean waits(Path log) throws IOException {
        return Files.readString(log).contains("Connection error");
    }

    private static Process start(Path folder, Path log) throws IOException {
        return PackagedService.start(
                "ingest-service",
                log,
                Map.of(
                        "POSTGRES_HOST",
                        "127.0.0.1",
                        "POSTGRES_PORT",
                        String.valueOf(NextModel.freePort()),
                        "INGEST_BLOB_DIRECTORY",
                        folder.resolve("blobs").toString()));
    }
}
