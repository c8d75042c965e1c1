package io.fumikura.cli.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchSystemTest {
    @TempDir private Path folder;

    @Test
    void neverUsesThePlacesOfASystemThatIsInUse() throws IOException {
        Map<String, String> callers =
                Map.ofEntries(
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
                        Map.entry("POSTGRES_HOST", "db"),
                        Map.entry("QDRANT_HOST", "qdrant"),
                        Map.entry("QUERY_EMBEDDING_URL", "elsewhere"),
                        Map.entry("INGEST_BLOB_DIRECTORY", "/blobs"),
                        Map.entry("FUMIKURA_QUERY_PORT", "8080"),
                        Map.entry("FUMIKURA_QUERY_URL", "elsewhere"),
                        Map.entry("QUERY_SEARCH_CANDIDATES", "80"));

        Map<String, String> used = ScratchSystem.environment(callers, folder, Map.of());

        assertThat(used)
                .containsEntry("FUMIKURA_DATA", folder.toString())
                .containsEntry("QUERY_SEARCH_CANDIDATES", "80")
                .doesNotContainValue("elsewhere")
                .doesNotContainValue("8080")
                .doesNotContainKeys(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "POSTGRES_HOST",
                        "QDRANT_HOST",
                        "INGEST_BLOB_DIRECTORY");
    }

    @Test
    void settingsOfItsOwnGoBeforeTheCallers() throws IOException {
        Map<String, String> used =
                ScratchSystem.environment(
                        Map.of("EMBEDDING_MODEL_PATH", "x"),
                        folder,
                        Map.of("EMBEDDING_MODEL_PATH", "y"));

        assertThat(used).containsEntry("EMBEDDING_MODEL_PATH", "y");
    }
}
