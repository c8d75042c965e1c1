package io.fumikura.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
    @TempDir Path temp;

    @Test
    void acceptsTheApprovedFilesAndTellsOfEach() {
        List<CheckedFile> told = new ArrayList<>();

        ModelFolder folder =
                ModelFolder.verify(
                        ModelCopies.miniature("mini-embedding"),
                        new VerifyListener() {
                            @Override
                            public void checked(CheckedFile file) {
                                told.add(file);
                            }
                        });

        assertThat(told)
                .extracting(CheckedFile::path)
                .containsExactlyInAnyOrderElementsOf(
                        folder.manifest().files().stream()
                                .map(ModelManifest.ModelFile::path)
                                .toList());
        assertThat(told).allMatch(CheckedFile::good);
        assertThat(folder.digest()).matches("[0-9a-f]{64}");
        assertThat(folder.manifest().id()).isEqualTo("mini-embedding");
    }

    @Test
    void twoCopiesOfOneModelHaveOneDigestAndTwoModelsHaveTwo() {
        ModelFolder copy = ModelFolder.verify(ModelCopies.copy("mini-embedding", temp));

        assertThat(copy.digest())
                .isEqualTo(ModelFolder.verify(ModelCopies.miniature("mini-embedding")).digest())
                .isNotEqualTo(ModelFolder.verify(ModelCopies.miniature("mini-reranker")).digest());
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Path nowhere = temp.resolve("nowhere");

        refuses(nowhere, "there is no such folder", nowhere.resolve("model.json"));
    }

    @Test
    void refusesAFolderWithoutManifest() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        Files.delete(folder.resolve("model.json"));

        refuses(folder, "no model.json", folder.resolve("model.json"));
    }

    @Test
    void refusesAMissingFile() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        Files.delete(folder.resolve("tokenizer.json"));

        refuses(folder, "tokenizer.json is missing", folder.resolve("tokenizer.json"));
    }

    @Test
    void refusesOneChangedByte() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("model.onnx").toFile(), "rw")) {
            file.seek(4711);
            int before = file.read();
            file.seek(4711);
            file.write(before ^ 1);
        }

        refuses(folder, "model.onnx has SHA-256", folder.resolve("model.onnx"));
    }

    @Test
    void refusesAFileThatHasGrown() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        Files.writeString(
                folder.resolve("tokenizer.json"), " ", java.nio.file.StandardOpenOption.APPEND);

        refuses(folder, "bytes, the manifest says", folder.resolve("tokenizer.json"));
    }

    @Test
    void refusesAnUnknownSchema() {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        ModelCopies.editManifest(folder, manifest -> manifest.put("schema", 2));

        refuses(folder, "schema 2, this release reads schema 1", folder.resolve("model.json"));
    }

    @Test
    void refusesAFieldItDoesNotKnow() {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        ModelCopies.editManifest(folder, manifest -> manifest.put("query_prefx", "query: "));

        refuses(folder, "query_prefx", folder.resolve("model.json"));
    }

    @Test
    void refusesAManifestWithoutARequiredField() {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        ModelCopies.editManifest(folder, manifest -> manifest.remove("index_compat"));

        refuses(folder, "index_compat is missing", folder.resolve("model.json"));
    }

    @Test
    void refusesWhatIsNotJson() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        byte[] content = {'{'};
        Files.write(folder.resolve("model.json"), content);
        Files.writeString(
                folder.resolve("model.json.sha256"), FileSums.sha256(content) + "  model.json\n");

        refuses(folder, "model.json cannot be read", folder.resolve("model.json"));
    }

    @Test
    void refusesAFileOutsideTheFolder() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        Files.copy(folder.resolve("tokenizer.json"), temp.resolve("tokenizer.json"));
        ModelCopies.editManifest(folder, manifest -> rename(manifest, "../tokenizer.json"));

        refuses(folder, "leads out of the model folder", temp.resolve("tokenizer.json"));
    }

    @Test
    void refusesASymbolicLink() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        Path elsewhere = temp.resolve("elsewhere.json");
        Files.move(folder.resolve("tokenizer.json"), elsewhere);
        Files.createSymbolicLink(folder.resolve("tokenizer.json"), elsewhere);

        refuses(folder, "is a symbolic link", folder.resolve("tokenizer.json"));
    }

    @Test
    void refusesAnEditedManifest() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        Path manifest = folder.resolve("model.json");
        Files.writeString(
                manifest,
                Files.readString(manifest).replace("\"version\": \"", "\"version\": \"9"));

        refuses(folder, "model.json.sha256 says otherwise", manifest);
    }

    @Test
    void refusesAManifestWithoutItsSum() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        Files.delete(folder.resolve("model.json.sha256"));

        refuses(folder, "model.json.sha256 is missing", folder.resolve("model.json.sha256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.onnx", "note.txt", ".hidden", "more/README.md"})
    void refusesAFileNobodyListed(String name) throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), new byte[] {1});

        refuses(folder, name + " is not listed", folder.resolve(name));
    }

    @Test
    void theReadmeBesideTheModelMayChange() throws IOException {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        Files.writeString(folder.resolve("README.md"), "checked by us");

        assertThat(ModelFolder.verify(folder).manifest().id()).isEqualTo("mini-embedding");
    }

    @Test
    void whatIsWrittenIsReadAndTheSameManifestGivesTheSameBytes() throws IOException {
        Path folder = ModelCopies.copy("mini-reranker", temp);
        ModelManifest manifest = ModelFolder.verify(folder).manifest();

        ManifestFile written = ManifestFile.write(folder, manifest);
        byte[] first = Files.readAllBytes(folder.resolve("model.json"));

        assertThat(ModelFolder.verify(folder).manifest()).isEqualTo(manifest);
        assertThat(ModelFolder.verify(folder).digest()).isEqualTo(written.digest());
        ManifestFile.write(folder, ModelFolder.verify(folder).manifest());
        assertThat(folder.resolve("model.json")).hasBinaryContent(first);
    }

    private static void rename(ObjectNode manifest, String path) {
        manifest.withArray("files")
                .forEach(
                        file -> {
                            if (file.path("role").asText().equals("tokenizer")) {
                                ((ObjectNode) file).put("path", path);
                            }
                        });
    }

    private static void refuses(Path folder, String problem, Path expectedLocation) {
        assertThatThrownBy(() -> ModelFolder.verify(folder))
                .isInstanceOfSatisfying(
                        ModelUnavailableException.class,
                        e -> {
                            assertThat(e.problem()).contains(problem);
                            assertThat(e.modelPath()).isEqualTo(folder.toAbsolutePath());
                            assertThat(e.expectedLocation())
                                    .isEqualTo(expectedLocation.toAbsolutePath());
                            assertThat(e.fix()).isNotBlank();
                            assertThat(e)
                                    .hasMessageContainingAll(
                                            "model_path=", "expected_location=", "fix=");
                        });
    }
}
