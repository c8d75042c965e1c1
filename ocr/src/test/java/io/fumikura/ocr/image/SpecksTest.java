package io.fumikura.ocr.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpecksTest {
    private static final int SIDE = 200;

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
