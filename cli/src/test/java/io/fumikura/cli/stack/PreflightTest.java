package io.fumikura.cli.stack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir Path folder;

    @Test
    void aPortInUseIsNamedWithTheVariableThatMovesIt() throws IOException {
        Path jar = folder.resolve("query-service/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            StackSettings settings =
                    StackSettings.from(Map.of("FUMIKURA_QUERY_PORT", port), folder);

            assertThatThrownBy(() -> new Preflight(settings).check(List.of(Component.QUERY)))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("FUMIKURA_QUERY_PORT");
        }
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        StackSettings settings =
                StackSettings.from(
                        Map.of("FUMIKURA_DATA", file.resolve("data").toString()), folder);

        assertThatThrownBy(() -> new Preflight(settings).check(List.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("FUMIKURA_DATA");
    }

    @Test
    void whatIsNotBuiltIsNamedWithTheCommandThatBuildsIt() {
        StackSettings settings = StackSettings.from(Map.of(), folder);

        assertThatThrownBy(() -> new Preflight(settings).check(List.of(Component.RERANKER)))
                .hasMessageContaining("reranker-service")
                .hasMessageContaining("./dev.sh rebuild");
    }
}
