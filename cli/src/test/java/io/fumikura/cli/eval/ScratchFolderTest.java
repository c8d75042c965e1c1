package io.fumikura.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
    private static final EvalOptions.Models MINIATURE =
            new EvalOptions.Models(Optional.empty(), Optional.empty());

    @TempDir private Path folder;

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
