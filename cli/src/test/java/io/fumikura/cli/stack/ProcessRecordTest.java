package io.fumikura.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
    @TempDir Path folder;

    @Test
    void findsAndStopsTheProcessItRemembers() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessRecord record = new ProcessRecord(folder.resolve("run/it.pid"));
        record.write(process.toHandle());

        assertThat(record.running()).map(ProcessHandle::pid).contains(process.pid());
        assertThat(record.stop()).isTrue();
        assertThat(process.isAlive()).isFalse();
        assertThat(record.running()).isEmpty();
    }

    @Test
    void neverTakesAnotherProcessWithTheSamePidForItsOwn()
            throws IOException, InterruptedException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        Path file = folder.resolve("it.pid");
        Files.writeString(file, stranger.pid() + " 2001-01-01T00:00:00Z");
        ProcessRecord record = new ProcessRecord(file);

        assertThat(record.running()).isEmpty();
        assertThat(record.stop()).isFalse();
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroy();
    }

    @Test
    void knowsNothingWithoutItsFile() throws IOException, InterruptedException {
        assertThat(new ProcessRecord(folder.resolve("none.pid")).stop()).isFalse();
    }
}
