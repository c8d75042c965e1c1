package io.fumikura.ocr.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.onnx.TensorScope;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrFolders;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.StubModels;
import io.fumikura.ocr.StubParseq;
import io.fumikura.ocr.engine.OcrOptions;
import io.fumikura.ocr.engine.OnnxOcrEngine;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.image.PageImage;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.recognise.LineCrop;
import io.fumikura.ocr.recognise.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of published models, with graphs of their signatures and random weights. */
class PublishedProfilesTest {
    private static final OcrOptions OPTIONS = OcrOptions.threads(2);

    @TempDir private Path folder;

    @Test
    void writesCharacterByCharacterAsInOneRun() throws IOException {
        int different = 0;
        for (boolean refined : new boolean[] {false, true}) {
            StubParseq model = new StubParseq(8, 64, 9, 40, refined);
            Path one = Files.createDirectory(folder.resolve("one" + refined));
            Path parts = Files.createDirectory(folder.resolve("parts" + refined));
            model.unrolled(one.resolve("rec.onnx"));
            model.parts(
                    parts.resolve("encoder.onnx"),
                    parts.resolve("step.onnx"),
                    parts.resolve("refine.onnx"));
            if (!refined) {
                Files.delete(parts.resolve("refine.onnx"));
            }
            String refine = refined ? ",\"refine\":\"refine.onnx\"" : "";
            List<Reading> whole = readings(one, "\"file\":\"rec.onnx\"");
            List<Reading> split =
                    readings(parts, "\"encoder\":\"encoder.onnx\",\"step\":\"step.onnx\"" + refine);

            for (int i = 0; i < whole.size(); i++) {
                assertThat(split.get(i).text()).isEqualTo(whole.get(i).text());
                assertThat(split.get(i).logp()).isCloseTo(whole.get(i).logp(), offset(1e-5));
                assertThat(split.get(i).flags()).isEqualTo(whole.get(i).flags());
            }
            different += (int) whole.stream().map(Reading::text).distinct().count();
            assertThat(whole)
                    .extracting(Reading::length)
                    .as("some end early")
                    .anyMatch(n -> n < 40);
        }
        assertThat(different).as("the stub looks at its picture").isGreaterThan(4);
        assertThat(TensorScope.openTensors()).isZero();
    }

    private List<Reading> readings(Path where, String files) throws IOException {
        StubModels.write(where);
        Files.delete(where.resolve("recogniser.onnx"));
        Files.writeString(where.resolve("charset.txt"), characters(40) + "\n");
        Files.writeString(
                where.resolve("profile.json"),
                StubModels.PROFILE.substring(0, StubModels.PROFILE.indexOf("\"recogniser\""))
                        + """
                        "recogniser":{"type":"parseq","colour":"bgr","mean":[0.5],"std":[0.5],"charset":"charset.txt",
                         "stages":[{%s,"height":8,"width":64,"max_characters":9,"redo_from":99}]}}
                        """
                                .formatted(files));
        Raster noise = noise(400, 300);
        List<LineCrop> crops =
                IntStream.range(0, 10)
                        .mapToObj(
                                i ->
                                        new LineCrop(
                                                noise,
                                                new Box(10 * i, 25 * i, 200 + 10 * i, 20 + 25 * i)
                                                        .quad(),
                                                false,
                                                -1,
                                                false))
                        .toList();
        try (OcrGraphs graphs = OcrGraphs.load(OcrFolders.seal(where), OPTIONS.onnx())) {
            return graphs.recogniser().read(crops, Cancellation.none());
        }
    }

    @Test
    void readsWithTheCascadeOfTheDietLibrary() throws IOException {
        Files.writeString(folder.resolve("profile.json"), PublishedProfiles.NDL_LITE.json());
        Files.writeString(folder.resolve("charset.txt"), characters(7141));
        new StubParseq(24, 256, 30, 7141, false).unrolled(folder.resolve("rec30.onnx"));
        new StubParseq(24, 384, 50, 7141, false).unrolled(folder.resolve("rec50.onnx"));
        new StubParseq(24, 768, 100, 7141, false).unrolled(folder.resolve("rec100.onnx"));
        PublishedStubs.detr(folder.resolve("detector.onnx"));
        ModelFolder sealed = OcrFolders.seal(folder);

        try (OnnxOcrEngine engine = OnnxOcrEngine.load(sealed, OPTIONS)) {
            PageImage page = new PageImage(noise(1024, 1024), null);
            OcrPage read = engine.read(page, Cancellation.none());

            assertThat(read.lines()).isNotEmpty();
            assertThat(read.profile()).isEqualTo("ndl-lite");
            assertThat(read.blocks())
                    .extracting(b -> b.type())
                    .contains(OcrBlockType.HEADING)
                    .doesNotContain(OcrBlockType.AD);
            assertThat(read.lines()).extracting(l -> l.recogniser()).contains("rec100.onnx");
            assertThat(engine.read(page, Cancellation.none())).isEqualTo(read);
        }
    }

    @Test
    void readsWithTheModelsOfPaddle() throws IOException {
        Files.writeString(folder.resolve("profile.json"), PublishedProfiles.PPOCR_V5.json());
        PublishedStubs.paddleDetector(folder.resolve("detector.onnx"));
        PublishedStubs.paddleRecogniser(folder.resolve("recogniser.onnx"), "\u3000\n一\n丁\n", 5);
        PublishedStubs.layout(folder.resolve("layout.onnx"));
        PublishedStubs.slanet(folder.resolve("table.onnx"));
        ModelFolder sealed = OcrFolders.seal(folder);
        Raster page = Raster.grey(1000, 800, 255);
        for (int y = 100; y < 500; y += 60) {
            for (int row = y; row < y + 24; row++) {
                Arrays.fill(page.data(), row * 1000 + 100, row * 1000 + 700, (byte) 0);
            }
        }

        try (OnnxOcrEngine engine = OnnxOcrEngine.load(sealed, OPTIONS)) {
            OcrPage read = engine.read(new PageImage(page, null), Cancellation.none());

            assertThat(read.profile()).isEqualTo("ppocr-v5");
            assertThat(read.lines()).hasSize(7);
            assertThat(read.figures()).hasSize(1);
            assertThat(read.blocks()).anyMatch(block -> block.table() != null);
            assertThat(engine.read(new PageImage(page, null), Cancellation.none())).isEqualTo(read);
        }
    }

    @Test
    void refusesGraphsThatDoNotFitTheirProfile() throws IOException {
        StubModels.write(folder);
        refused(
                "profile.json",
                StubModels.PROFILE.replace("\"height\":32", "\"height\":48"),
                "[-1, 1, 32, -1]");
        refused("profile.json", StubModels.PROFILE.replace("\"stride\"", "\"strid\""), "strid");
        refused(
                "profile.json",
                StubModels.PROFILE.replace("\"colour\":\"grey\"", "\"colour\":\"rgb\""),
                "image");
        refused(
                "profile.json",
                StubModels.PROFILE.replace("detector.onnx", "../detector.onnx"),
                "does not list it");
        refused("charset.txt", "黒\n灰\n白\n", "has logits as [-1, -1, 3], expected is 4");
        refused("charset.txt", "黒\n黒\n", "has a character twice");
        refused("recogniser.onnx", "nothing", "cannot be loaded");
        Files.delete(folder.resolve("profile.json"));
        ModelFolder without = OcrFolders.seal(folder);
        assertThatThrownBy(() -> OcrGraphs.load(without, OPTIONS.onnx()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("profile.json is not listed");
    }

    private void refused(String file, String content, String why) throws IOException {
        byte[] good = Files.readAllBytes(folder.resolve(file));
        Files.writeString(folder.resolve(file), content);
        ModelFolder sealed = OcrFolders.seal(folder);
        assertThatThrownBy(() -> OcrGraphs.load(sealed, OPTIONS.onnx()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("fix=");
        Files.write(folder.resolve(file), good);
    }

    private static String characters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Character.toString(0x4e00 + i))
                .collect(Collectors.joining());
    }

    private static Raster noise(int width, int height) {
        byte[] data = new byte[width * height];
        new Random(3).nextBytes(data);
        return new Raster(width, height, 1, data);
    }

    @Test
    void keepsEveryLineOfAPublishedDictionary() {
        List<String> entries = Charset.lines("\u3000\n一\n\n🇯🇵\n");

        assertThat(entries).containsExactly("\u3000", "一", "", "🇯🇵");
        assertThat(Charset.ctc(entries, true)).hasSize(6).endsWith(" ");
        assertThat(Charset.codePoints("𠮷あ\n")).containsExactly("𠮷", "あ");
    }

    @Test
    void knowsWhatEachPublishedProfileNeeds() {
        assertThat(PublishedProfiles.NDL_LITE.profile().graphs())
                .containsExactly("detector.onnx", "rec30.onnx", "rec50.onnx", "rec100.onnx");
        assertThat(PublishedProfiles.PPOCR_V5.profile().graphs())
                .containsExactly("detector.onnx", "recogniser.onnx", "layout.onnx", "table.onnx");
        assertThat(PublishedProfiles.values()).allSatisfy(p -> assertThat(p.files()).isNotEmpty());
    }
}
