package io.fumikura.ocr.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.inference.onnx.TensorScope;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrCancelled;
import io.fumikura.ocr.OcrFolders;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.StubModels;
import io.fumikura.ocr.image.PageImage;
import io.fumikura.ocr.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With models whose reading can be foretold: a bar is a line that says 黒 or 灰. */
class OnnxOcrEngineTest {
    private static OnnxOcrEngine engine;

    @BeforeAll
    static void load(@TempDir Path folder) throws IOException {
        engine =
                OnnxOcrEngine.load(
                        OcrFolders.seal(StubModels.write(folder)), OcrOptions.threads(1));
    }

    @AfterAll
    static void close() {
        engine.close();
        assertThat(TensorScope.openTensors()).isZero();
    }

    @Test
    void readsBarsAsLinesInOrder() {
        Raster page = Raster.grey(600, 640, 255);
        bar(page, 100, 300, 400, 20, 0);
        bar(page, 100, 100, 400, 20, 0);
        bar(page, 100, 200, 300, 20, 0);

        OcrPage read = read(page);

        assertThat(read.lines()).hasSize(3);
        assertThat(read.lines())
                .allSatisfy(
                        line -> {
                            assertThat(line.text()).matches("[黒灰]+");
                            assertThat(line.direction()).isEqualTo(Direction.HORIZONTAL);
                            assertThat(line.confidence()).isBetween(0.3, 1.0);
                        });
        assertThat(read.lines().get(0).box().y0()).isLessThan(110);
        assertThat(read.lines().get(2).box().y1()).isGreaterThan(310);
        assertThat(read.lines()).extracting(line -> line.order()).containsExactly(0, 1, 2);
        assertThat(read.lines().get(0).box().x0()).isBetween(80.0, 102.0);
        assertThat(read.profile()).isEqualTo("stub");
    }

    @Test
    void readsColumnsFromRightToLeft() {
        Raster page = Raster.grey(600, 640, 255);
        for (int x : new int[] {100, 200, 300, 400}) {
            bar(page, x, 80, 20, 480, 0);
        }

        OcrPage read = read(page);

        assertThat(read.mainDirection()).isEqualTo(Direction.VERTICAL);
        assertThat(read.lines())
                .extracting(line -> (int) line.box().centre().x() / 100)
                .containsExactly(4, 3, 2, 1);
    }

    @Test
    void readsNothingOnEmptyPagesOfAnySize() {
        for (int[] size :
                new int[][] {
                    {1, 1}, {32, 32}, {31, 4000}, {640, 480}, {300, 12_000}, {12_000, 40}
                }) {
            OcrPage white = read(Raster.grey(size[0], size[1], 255));
            OcrPage black = read(Raster.grey(size[0], size[1], 0));

            assertThat(white.blocks()).as("white %d x %d", size[0], size[1]).isEmpty();
            assertThat(black.blocks()).as("black %d x %d", size[0], size[1]).isEmpty();
            assertThat(white.width()).isEqualTo(size[0]);
            assertThat(white.text()).isEmpty();
        }
    }

    @Test
    void readsALineAtTheFarEndOfALongStrip() {
        Raster strip = Raster.grey(400, 12_000, 255);
        bar(strip, 50, 11_900, 300, 20, 0);
        bar(strip, 50, 5_990, 300, 20, 0);

        OcrPage read = read(strip);

        assertThat(read.lines()).hasSize(2);
        assertThat(read.lines().get(0).box().y0()).isBetween(5_975.0, 5_992.0);
        assertThat(read.lines().get(1).box().y0()).isBetween(11_885.0, 11_902.0);
    }

    @Test
    void readsTheFirstThreeThousandOfTenThousandSpecks() {
        Raster page = Raster.grey(2000, 2000, 255);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 100; x++) {
                bar(page, 20 * x + 2, 20 * y + 2, 16, 12, 0);
            }
        }
        OcrPage read = read(page);

        assertThat(read.lines().size()).isLessThanOrEqualTo(3000);
    }

    @Test
    void givesTheSameForEachOfManyThreads() throws Exception {
        Raster page = Raster.grey(600, 640, 255);
        for (int i = 0; i < 12; i++) {
            bar(page, 60, 40 + 45 * i, 300 + 17 * i, 14 + i, 10 * i);
        }
        OcrPage alone = read(page);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<OcrPage>> reading = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                reading.add(pool.submit(() -> read(page)));
            }
            for (Future<OcrPage> future : reading) {
                assertThat(future.get()).isEqualTo(alone);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void freesItsMemoryWhenItIsCancelledWhereverItIs() {
        Raster page = Raster.grey(600, 640, 255);
        for (int i = 0; i < 12; i++) {
            bar(page, 60, 40 + 45 * i, 100 + 37 * i, 14, 0);
        }
        int checks = 0;
        boolean cancelled = true;
        while (cancelled) {
            AtomicInteger left = new AtomicInteger(checks++);
            try {
                engine.read(
                        new PageImage(page, null),
                        Cancellation.when(() -> left.getAndDecrement() <= 0));
                cancelled = false;
            } catch (OcrCancelled e) {
                assertThat(TensorScope.openTensors()).isZero();
            }
        }
        assertThat(checks).isGreaterThan(5);
        assertThatThrownBy(
                        () ->
                                engine.read(
                                        new PageImage(page, null),
                                        Cancellation.after(Duration.ofMillis(-1))))
                .isInstanceOf(OcrCancelled.class);
    }

    @Test
    void turnsAPageWhiteOnBlack() {
        Raster page = Raster.grey(600, 640, 255);
        bar(page, 100, 100, 400, 20, 0);
        bar(page, 100, 200, 400, 20, 0);

        OcrPage read = read(page.inverted());

        assertThat(read.lines()).hasSize(2);
        assertThat(read.warnings()).anyMatch(warning -> warning.contains("white on black"));
    }

    private static OcrPage read(Raster page) {
        return engine.read(new PageImage(page, null), Cancellation.none());
    }

    private static void bar(Raster page, int x, int y, int width, int height, int value) {
        for (int row = y; row < y + height; row++) {
            int start = row * page.width() + x;
            Arrays.fill(page.data(), start, start + width, (byte) value);
        }
    }
}
