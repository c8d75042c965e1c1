package io.fumikura.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {

    @Test
    void namesThePortAndTheOptionWhenAPortIsInUse(@TempDir Path folder) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalStackConfig free = LocalStackConfig.onFreePorts(folder);
            LocalStackConfig taken =
                    new LocalStackConfig(
                            folder, free.kafkaPort(), other.getLocalPort(), free.qdrantPort());

            try (LocalStackProcess process = LocalStackProcess.launch(taken)) {
                assertThat(process.outputToTheEnd())
                        .isEqualToIgnoringNewLines(
                                "Port "
                                        + other.getLocalPort()
                                        + " for PostgreSQL is in use: stop what listens there or"
                                        + " choose another port with --postgres-port.");
                assertThat(process.exitCode()).isEqualTo(1);
            }
        }
    }

    @Test
    void refusesAFolderAnotherLocalStackUses(@TempDir Path folder) throws IOException {
        try (DataFolder first = DataFolder.open(folder)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> LocalStack.start(LocalStackConfig.onFreePorts(folder)))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("used by another running local-stack");
        }
    }

    @Test
    void refusesAFolderItCannotMake(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("is not writable")
                .hasMessageContaining("--data");
    }

    @Test
    void aPidFileOfAnotherProgramDoesNotBlockTheStart(@TempDir Path folder) throws IOException {
        Path pidFile = folder.resolve("postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");

        OrphanedPostgres.stop(folder);

        assertThat(pidFile).doesNotExist();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }
}
