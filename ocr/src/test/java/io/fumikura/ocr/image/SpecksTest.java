package io.fumikura.ocr.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpecksTest {
    private static final int SIDE = 200;
    private static final int COARSE_WIDTH = 827;
    private static final int COARSE_HEIGHT = 1169;

    private final byte[] page = white(1);

    @Test
    void aPageWithFewIsLeftAsItIs() {
        ink(50, 48);

        Raster few = new Raster(SIDE, SIDE, 1, page);

        assertThat(Specks.removed(few)).isSameAs(few);
    }

    @Test
    void aSpeckedPageLosesSpecksAndPairsOfThemAndKeepsWhatIsWritten() {
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            ink(random.nextInt(SIDE), random.nextInt(SIDE / 2));
        }
        ink(20, 150);
        ink(21, 151);
        for (int x = 50; x < 150; x++) {
            ink(x, 180);
        }
        for (int y = 120; y < 130; y++) {
            for (int x = 100; x < 110; x++) {
                ink(x, y);
            }
        }
        page[125 * SIDE + 105] = (byte) 255;

        Raster clean = Specks.removed(new Raster(SIDE, SIDE, 1, page));

        assertThat(clean.at(20, 150, 0)).as("a pair").isEqualTo(255);
        assertThat(clean.at(21, 151, 0)).as("a pair").isEqualTo(255);
        assertThat(clean.at(51, 180, 0)).as("a line of one pixel").isZero();
        assertThat(clean.at(105, 125, 0)).as("a hole in a letter").isZero();
        int above = 0;
        for (int i = 0; i < SIDE * SIDE / 2; i++) {
            above += clean.data()[i] == 0 ? 1 : 0;
        }
        assertThat(above).as("what is left of 400, in threes and more").isLessThan(20);
    }

    @Test
    void theDotsOfACoarsePageStayWhereSpecksAreInAnotherCorner() {
        Raster page = coarsePage();

        Raster clean = Specks.removed(page);

        assertThat(clean.at(COARSE_WIDTH - 1, COARSE_HEIGHT - 1, 0)).as("a speck").isEqualTo(255);
        assertThat(inkIn(clean, 0, 0, COARSE_WIDTH / 2, COARSE_HEIGHT / 2))
                .as("12.5 and its like")
                .isEqualTo(inkIn(page, 0, 0, COARSE_WIDTH / 2, COARSE_HEIGHT / 2));
        assertThat(inkIn(clean, 600, 900, COARSE_WIDTH, COARSE_HEIGHT))
                .isLessThan(inkIn(page, 600, 900, COARSE_WIDTH, COARSE_HEIGHT) / 10);
    }

    /**
     * A4 at 100 dpi: ten rows of numbers, each with a point of one or two pixels, and a dithered
     * photograph in the last corner.
     */
    private static Raster coarsePage() {
        byte[] data = new byte[COARSE_WIDTH * COARSE_HEIGHT];
        Arrays.fill(data, (byte) 255);
        for (int row = 0; row < 10; row++) {
            int base = (60 + 20 * row) * COARSE_WIDTH + 60;
            for (int digit : new int[] {0, 8, 20}) {
                for (int y = 0; y < 10; y++) {
                    Arrays.fill(
                            data,
                            base - y * COARSE_WIDTH + digit,
                            base - y * COARSE_WIDTH + digit + 5,
                            (byte) 0);
                }
            }
            Arrays.fill(data, base + 16, base + 17 + row % 2, (byte) 0);
        }
        for (int y = 904; y < COARSE_HEIGHT; y += 4) {
            for (int x = 602; x < COARSE_WIDTH; x += 4) {
                data[y * COARSE_WIDTH + x] = 0;
            }
        }
        data[COARSE_WIDTH * COARSE_HEIGHT - 1] = 0;
        return new Raster(COARSE_WIDTH, COARSE_HEIGHT, 1, data);
    }

    private static int inkIn(Raster page, int left, int top, int right, int bottom) {
        int ink = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                ink += page.at(x, y, 0) == 0 ? 1 : 0;
            }
        }
        return ink;
    }

    @Test
    void aDotOfTwoPixelsStaysWhereSpecksAreFew() {
        for (int i = 16; i < SIDE; i += 16) {
            ink(i, i / 4);
        }
        ink(100, 150);
        ink(101, 150);

        Raster clean = Specks.removed(new Raster(SIDE, SIDE, 1, page));

        assertThat(inkIn(clean, 0, 0, SIDE, SIDE)).isEqualTo(2);
        assertThat(clean.at(101, 150, 0)).isZero();
    }

    @Test
    void everyChannelIsCleaned() {
        byte[] colours = white(3);
        for (int i = 8; i < SIDE - 8; i += 4) {
            Arrays.fill(colours, (i * SIDE + i) * 3, (i * SIDE + i) * 3 + 3, (byte) 0);
        }

        Raster clean = Specks.removed(new Raster(SIDE, SIDE, 3, colours));

        assertThat(clean.data()).containsOnly((byte) 255);
    }

    private void ink(int x, int y) {
        page[y * SIDE + x] = 0;
    }

    private static byte[] white(int channels) {
        byte[] white = new byte[SIDE * SIDE * channels];
        Arrays.fill(white, (byte) 255);
        return white;
    }
}
