package io.fumikura.models.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.models.catalogue.OcrCard;
import io.fumikura.models.checkpoint.BadCheckpoint;
import io.fumikura.ocr.profile.OcrGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as they are published, with graphs of the published signatures and random weights. */
class OcrAdoptionTest {
    @TempDir private Path folder;

    @Test
    void adoptsTheFilesOfTheDietLibraryUnderTheirNames() throws IOException {
        PublishedGraphs.ndlocrLite(folder);

        ManifestFile written = adopt("ndlocr-lite");

        assertThat(written.manifest().id()).isEqualTo("ndlocr-lite");
        assertThat(written.manifest().licence().name()).isEqualTo("CC BY 4.0");
        assertThat(roles(written))
                .containsOnly(
                        Map.entry("deim-s-1024x1024.onnx", Role.DETECTOR),
                        Map.entry("parseq-ndl-24x256-30-tiny-189epoch.onnx", Role.RECOGNISER),
                        Map.entry("parseq-ndl-24x384-50-tiny-300epoch.onnx", Role.RECOGNISER),
                        Map.entry("parseq-ndl-24x768-100-tiny-153epoch.onnx", Role.RECOGNISER),
                        Map.entry("NDLmoji.yaml", Role.OTHER),
                        Map.entry("LICENCE", Role.LICENCE),
                        Map.entry("charset.txt", Role.CHARSET),
                        Map.entry("profile.json", Role.PROFILE));
        assertThat(folder.resolve("charset.txt"))
                .hasContent(PublishedGraphs.ndlCharacters() + "\n");
        works();
        assertThat(adopt("ndlocr-lite").digest()).as("once more").isEqualTo(written.digest());
    }

    @Test
    void adoptsTheFilesOfPaddle() throws IOException {
        PublishedGraphs.ppOcrV5(folder);

        ManifestFile written = adopt("pp-ocrv5");

        assertThat(written.manifest().licence().name()).isEqualTo("Apache-2.0");
        assertThat(roles(written))
                .containsOnly(
                        Map.entry("PP-OCRv5_det_own.onnx", Role.DETECTOR),
                        Map.entry("PP-OCRv5_rec_own.onnx", Role.RECOGNISER),
                        Map.entry("pp_doclayout_own.onnx", Role.LAYOUT),
                        Map.entry("slanet_own.onnx", Role.TABLE),
                        Map.entry("profile.json", Role.PROFILE));
        works();
    }

    @Test
    void saysWhichFileIsMissingAndHowItIsPublished() throws IOException {
        PublishedGraphs.ndlocrLite(folder);
        Files.delete(folder.resolve("parseq-ndl-24x384-50-tiny-300epoch.onnx"));
        refuses(
                "ndlocr-lite",
                "rec50.onnx: the file is missing, also under the name it is published with,"
                        + " parseq-ndl-*x384-50-*.onnx; get it from ndl-lab/ndlocr-lite");

        PublishedGraphs.parseq(folder.resolve("rec50.onnx"), 384, 50);
        Files.delete(folder.resolve("NDLmoji.yaml"));
        refuses("ndlocr-lite", "charset.txt: the file is missing", "NDLmoji.yaml");
    }

    @Test
    void saysWhatItDoesNotKnowWhatToDoWith() throws IOException {
        PublishedGraphs.ppOcrV5(folder);
        PublishedGraphs.layout(folder.resolve("pp_doclayout_other.onnx"));
        refuses("pp-ocrv5", "pp_doclayout_other.onnx", "could be layout.onnx; keep one");

        Files.move(folder.resolve("pp_doclayout_other.onnx"), folder.resolve("cls.onnx"));
        refuses("pp-ocrv5", "would not be used: [cls.onnx]; move them away");
    }

    @Test
    void saysWhichGraphHasAnotherShape() throws IOException {
        PublishedGraphs.ndlocrLite(folder);
        PublishedGraphs.parseq(folder.resolve("parseq-ndl-24x256-30-tiny-189epoch.onnx"), 384, 30);
        assertThatThrownBy(() -> adopt("ndlocr-lite"))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining(
                        "parseq-ndl-24x256-30-tiny-189epoch.onnx has image as [1, 3, 24, 384],"
                                + " expected is 256 at place 3")
                .hasMessageContaining("fix=");
        isNotAdopted();

        PublishedGraphs.ndlocrLite(folder);
        Files.writeString(folder.resolve("NDLmoji.yaml"), PublishedGraphs.yaml("いろは"));
        assertThatThrownBy(() -> adopt("ndlocr-lite"))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("[1, 31, 7142], expected is 4 at place 2");
        isNotAdopted();
    }

    @Test
    void refusesAFileThatIsNotWhatWasPublishedUnderItsName() throws IOException {
        PublishedGraphs.ppOcrV5(folder);
        Files.move(
                folder.resolve("PP-OCRv5_det_own.onnx"),
                folder.resolve("ch_PP-OCRv5_det_server.onnx"));

        refuses(
                "pp-ocrv5",
                "ch_PP-OCRv5_det_server.onnx: it is not what was published under this name",
                "0f8846b1d4bba223a2a2f9d9b44022fbc22cc019051a602b41a7fda9667e4cad");
    }

    @Test
    void readsTheCharactersInEitherKindOfQuotes() throws IOException {
        Path file = folder.resolve("characters.yaml");
        Files.writeString(file, "model:\n  charset_train: \" \\\"\\\\\\u3042𠮷\"\n");
        assertThat(CharsetYaml.characters(file)).isEqualTo(" \"\\あ𠮷");

        Files.writeString(file, "model:\n  charset_train: ' ''\\あ'  \n");
        assertThat(CharsetYaml.characters(file)).isEqualTo(" '\\あ");

        Files.writeString(file, "model:\n  charset_train: |\n    あ\n");
        assertThatThrownBy(() -> CharsetYaml.characters(file))
                .isInstanceOf(BadCheckpoint.class)
                .hasMessageContaining("characters.yaml: it has no line charset_train:");
    }

    @Test
    void everyEntryKnowsHowEachFileIsPublished() {
        assertThat(OcrCard.ids())
                .allSatisfy(
                        id -> {
                            OcrCard card = OcrCard.find(id).orElseThrow();
                            assertThat(card.id()).isEqualTo(id);
                            assertThat(card.published().keySet())
                                    .isEqualTo(card.profile().files().keySet());
                            assertThat(card.sums().values()).allMatch(sum -> sum.length() == 64);
                            assertThat(card.licence().attribution())
                                    .isEqualTo(card.profile().attribution());
                        });
    }

    private ManifestFile adopt(String id) throws IOException {
        return new OcrAdoption(folder, OcrCard.find(id).orElseThrow(), "r1").run();
    }

    private void works() {
        try (OcrGraphs graphs =
                OcrGraphs.load(ModelFolder.verify(folder), OnnxOptions.on(Device.CPU))) {
            graphs.tryOut();
        }
    }

    private void refuses(String id, String... why) throws IOException {
        assertThatThrownBy(() -> adopt(id))
                .isInstanceOf(BadCheckpoint.class)
                .hasMessageContainingAll(why);
        isNotAdopted();
    }

    private void isNotAdopted() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName())).toList();
            assertThat(names)
                    .doesNotContain(
                            "model.json", "model.json.sha256", "profile.json", "charset.txt");
        }
    }

    private static Map<String, Role> roles(ManifestFile written) {
        return written.manifest().files().stream()
                .collect(Collectors.toMap(ModelFile::path, ModelFile::role));
    }
}
