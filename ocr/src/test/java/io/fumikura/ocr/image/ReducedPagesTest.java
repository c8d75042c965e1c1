package io.fumikura.ocr.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.ocr.image.UnreadableImage.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that are too large for the memory there is. */
class ReducedPagesTest {
    @Test
    void leavesRowsAndColumnsOutUntilThePageFits(@TempDir Path folder) throws IOException {
        BufferedImage picture = new BufferedImage(2400, 3600, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0xff0000);
        Path file = folder.resolve("picture.jpg");
        Files.write(file, PageFileTest.withExif(PageFileTest.bytes(picture, "jpg"), 1, 300));
        PageFile page = new PageFile(file);

        PageFile.Plan whole = page.plan(0, PageFile.MAX_PIXELS, 80_000_000);
        PageFile.Plan half = page.plan(0, PageFile.MAX_PIXELS, 70_000_000);
        PageFile.Reduced read = page.read(half);

        assertThat(whole.step()).isEqualTo(1);
        assertThat(whole.bytes()).isEqualTo(2400 * 3600 * 9);
        assertThat(half.step()).isEqualTo(2);
        assertThat(half.bytes()).isEqualTo(1200 * 1800 * 9);
        assertThat(read.image().width()).isEqualTo(1200);
        assertThat(read.image().height()).isEqualTo(1800);
        assertThat(read.image().dpi()).isEqualTo(150);
    }

    @Test
    void thinStrokesOfAReducedPageAreGreyAndNotGone() throws IOException {
        BufferedImage stripes = new BufferedImage(3000, 3001, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 1; x < 3000; x += 2) {
            for (int y = 0; y < 3001; y++) {
                stripes.getRaster().setSample(x, y, 0, 200);
            }
        }
        PageFile file = new PageFile(PageFileTest.bytes(stripes, "png"));
        PageFile.Plan half = file.plan(0, PageFile.MAX_PIXELS, 9_000_000);

        Raster read = file.read(half).image().raster();
        Raster sampled = file.sampled(half).image().raster();

        assertThat(half.step()).isEqualTo(2);
        assertThat(read.width()).isEqualTo(1500);
        assertThat(read.height()).isEqualTo(1501);
        assertThat(read.at(700, 700, 0)).isEqualTo(100);
        assertThat(sampled.at(700, 700, 0)).isZero();
    }

    @Test
    void refusesAPageOfWhichTooLittleWouldBeLeft() throws IOException {
        byte[] png =
                PageFileTest.bytes(
                        new BufferedImage(2400, 3600, BufferedImage.TYPE_3BYTE_BGR), "png");

        assertThatThrownBy(() -> new PageFile(png).plan(0, PageFile.MAX_PIXELS, 5_000_000))
                .isInstanceOfSatisfying(
                        UnreadableImage.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
                            assertThat(e).hasMessageContaining("74 MB");
                        });
    }

    @Test
    void countsAStripThatIsUnpackedAsAWhole() throws IOException {
        BufferedImage grey = new BufferedImage(2000, 3000, BufferedImage.TYPE_BYTE_GRAY);

        PageFile.Plan plan =
                new PageFile(PageFileTest.bytes(grey, "tiff")).plan(0, 1_500_000, Long.MAX_VALUE);

        assertThat(plan.step()).isEqualTo(2);
        assertThat(plan.bytes()).isBetween(1000 * 1500 * 3L, 1000 * 1500 * 3L + 2000 * 3000L);
        assertThat(plan.bytes()).isGreaterThan(1000 * 1500 * 3L);
    }
}
