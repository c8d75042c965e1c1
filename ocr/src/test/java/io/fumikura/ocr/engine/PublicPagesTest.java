package io.fumikura.ocr.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.OcrStage;
import io.fumikura.ocr.OcrTable;
import io.fumikura.ocr.PublicPages;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.image.Crop;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.PageFile;
import io.fumikura.ocr.image.PageImage;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Turn;
import io.fumikura.ocr.score.LayoutScore;
import io.fumikura.ocr.score.TextScore;
import io.fumikura.ocr.score.TruePage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Some of the public pages with the miniature models, end to end. The figures of all are those of
 * the evaluation command; here is what must not break.
 */
class PublicPagesTest {
    private static final Map<OcrStage, Long> SPENT = new EnumMap<>(OcrStage.class);
    private static List<TruePage> pages = List.of();
    private static OnnxOcrEngine engine;

    @BeforeAll
    static void load() {
        pages = PublicPages.read();
        ModelFolder folder = ModelFolder.verify(PublicPages.root().resolve("models/mini-ocr"));
        engine =
                OnnxOcrEngine.load(
                        folder,
                        OcrOptions.threads(2),
                        (stage, time) -> SPENT.merge(stage, time, Long::sum));
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void readsAPageOfTwoColumnsOneOfWhichRunsOver() throws IOException {
        TruePage truth = page("pub02");

        OcrPage read = read(truth, image(truth));

        assertThat(LayoutScore.of(truth, read).lines().right())
                .isGreaterThan(truth.lines().size() * 9 / 10);
        assertThat(TextScore.of(truth.text(), read.text()).errorRate()).isLessThan(0.05);
    }

    @Test
    void readsTheTableOfAnInvoice() throws IOException {
        TruePage truth = page("pub05");

        OcrPage read = read(truth, image(truth));

        isWellFormed(read);
        OcrTable table =
                read.blocks().stream().flatMap(b -> b.grid().stream()).findFirst().orElseThrow();
        assertThat(table.rows()).isEqualTo(10);
        assertThat(table.columns()).isEqualTo(6);
        assertThat(table.cells()).hasSize(48);
        assertThat(table.cells().get(0).header()).isTrue();
        assertThat(TextScore.of(truth.text(), read.text()).errorRate()).isLessThan(0.05);
    }

    @Test
    void readsColumnsOfAPageThatLiesOnItsSide() throws IOException {
        TruePage truth = page("pub08");
        PageImage image = image(truth);

        OcrPage read = read(truth, new PageImage(Turn.right(image.raster()), image.dpi()));

        assertThat(read.rotation()).isEqualTo(270);
        assertThat(read.mainDirection()).isEqualTo(Direction.VERTICAL);
        assertThat(read.width()).isEqualTo(truth.width());
        assertThat(TextScore.of(truth.text(), read.text()).errorRate()).isLessThan(0.05);
    }

    @Test
    void readsTwoColumnsOfAPageThatWasScannedAskew() throws IOException {
        TruePage truth = page("pub02");
        PageImage image = image(truth);
        Box whole = new Box(0, 0, image.width(), image.height());
        Point centre = new Point(image.width() / 2.0, image.height() / 2.0);
        Quad askew = whole.quad().map(p -> p.turned(Math.toRadians(-2), centre));
        Raster scan = Crop.of(image.raster(), askew, image.width(), image.height(), Kernel.LINEAR);

        OcrPage read = read(truth, new PageImage(scan, image.dpi()));

        assertThat(read.skewDegrees()).isCloseTo(2, within(0.1));
        assertThat(TextScore.of(truth.text(), read.text()).errorRate()).isLessThan(0.05);
    }

    @Test
    void readsAPageFullOfSpecks() throws IOException {
        TruePage truth = page("pub02");
        PageImage image = image(truth);

        OcrPage read = read(truth, new PageImage(specked(image.raster()), image.dpi()));

        assertThat(TextScore.of(truth.text(), read.text()).errorRate()).isLessThan(0.05);
    }

    /** One pixel in a hundred, as many white as black. */
    private static Raster specked(Raster page) {
        Random random = new Random(7);
        byte[] data = page.data().clone();
        for (int pixel = 0; pixel < page.width() * page.height(); pixel++) {
            if (random.nextInt(100) == 0) {
                byte value = (byte) (random.nextBoolean() ? 255 : 0);
                Arrays.fill(data, pixel * page.channels(), (pixel + 1) * page.channels(), value);
            }
        }
        return new Raster(page.width(), page.height(), page.channels(), data);
    }

    /** Words lie in their lines; ids follow the order. */
    private static void isWellFormed(OcrPage read) {
        for (OcrBlock block : read.blocks()) {
            assertThat(block.id()).isEqualTo("b" + block.order());
            for (OcrLine line : block.lines()) {
                assertThat(line.words())
                        .allMatch(w -> w.box().shared(line.box()) > 0.9 * w.box().area());
            }
        }
        assertThat(read.lines()).extracting(OcrLine::id).doesNotHaveDuplicates();
    }

    private static TruePage page(String start) {
        return pages.stream().filter(p -> p.id().startsWith(start)).findFirst().orElseThrow();
    }

    private static PageImage image(TruePage truth) throws IOException {
        return new PageFile(Files.readAllBytes(truth.image())).page(0);
    }

    private static OcrPage read(TruePage truth, PageImage image) {
        SPENT.clear();
        OcrPage read = engine.read(image, Cancellation.none());
        System.out.printf(
                "%s: character error rate %.4f, %d of %d lines found, ms %s%n",
                truth.id(),
                TextScore.of(truth.text(), read.text()).errorRate(),
                LayoutScore.of(truth, read).lines().right(),
                truth.lines().size(),
                SPENT.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue() / 1_000_000)
                        .collect(Collectors.joining(", ")));
        return read;
    }
}
