package io.fumikura.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchSystemTest {
    private static final EvalOptions.Models MINIATURE =
            new EvalOptions.Models(Optional.empty(), Optional.empty());

    @TempDir private Path folder;

    @Test
    void neverUsesThePlacesOfASystemThatIsInUse() {
        Map<String, String> own =
                Map.ofEntries(
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
                        Map.entry("POSTGRES_HOST", "db"),
                        Map.entry("QDRANT_HOST", "qdrant"),
                        Map.entry("QUERY_EMBEDDING_URL", "elsewhere"),
                        Map.entry("INGEST_BLOB_DIRECTORY", "/blobs"),
                        Map.entry("FUMIKURA_QUERY_PORT", "8080"),
                        Map.entry("FUMIKURA_QUERY_URL", "elsewhere"),
                        Map.entry("QUERY_SEARCH_CANDIDATES", "80"));

        Map<String, String> used = ScratchSystem.environment(own, folder, MINIATURE);

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
    void startsTheServicesWithTheModelsThatWereNamed() {
        EvalOptions.Models models =
                new EvalOptions.Models(
                        Optional.of(folder.resolve("one")), Optional.of(folder.resolve("two")));

        assertThat(ScratchSystem.environment(Map.of("EMBEDDING_MODEL_PATH", "x"), folder, models))
                .containsEntry("EMBEDDING_MODEL_PATH", folder.resolve("one").toString())
                .containsEntry("RERANKER_MODEL_PATH", folder.resolve("two").toString());
    }

    @Test
    void aKeptFolderIsUsedForTheSameDocumentsOnly() throws IOException {
        Path model = Files.createDirectories(folder.resolve("models/mini-embedding"));
        Files.writeString(model.resolve("model.json"), "{}");
        EvalIndex index = index("text");
        try (ScratchFolder first = scratch(index)) {
            assertThat(first.isIndexed()).isFalse();
            first.indexed();
        }

        try (ScratchFolder again = scratch(index)) {
            assertThat(again.isIndexed()).isTrue();
        }
        assertThatThrownBy(() -> scratch(index("other text")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("delete it");
    }

    private ScratchFolder scratch(EvalIndex index) throws IOException {
        ScratchFolder scratch =
                ScratchFolder.of(folder, Optional.of(folder.resolve("scratch")), index.name());
        scratch.refuseAnother(index, MINIATURE);
        return scratch;
    }

    private static EvalIndex index(String text) {
        return new EvalIndex(
                "set",
                List.of(
                        new BeirSet(
                                "set",
                                List.of(new BeirSet.Document("d", "", text)),
                                List.of(),
                                0)));
    }
}
