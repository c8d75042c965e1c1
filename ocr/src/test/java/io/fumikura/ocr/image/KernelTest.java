package io.fumikura.ocr.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelTest {
    private static final double[] ROW = {10, 20, 40, 80};

    @Test
    void interpolatesBetweenTwoNeighbours() {
        row(Kernel.LINEAR, 15, 60);
        row(Kernel.LINEAR, 11.6667, 30, 73.3333);
        row(Kernel.LINEAR, 10, 15, 23.3333, 36.6667, 60, 80);
    }

    @Test
    void interpolatesBetweenFourNeighbours() {
        row(Kernel.CUBIC, 9.1319, 13.125, 23.0440, 33.8310, 61.875, 83.4722);
        assertThat(bytes(Kernel.CUBIC, 2)).containsExactly(13, 62);
        assertThat(bytes(Kernel.CUBIC, 3)).containsExactly(11, 27, 75);
    }

    @Test
    void widensTheKernelWhenTheRowBecomesShorter() {
        row(Kernel.ANTIALIASED, 15.5785, 57.0661);
        row(Kernel.ANTIALIASED, 11.3272, 28.944, 71.2586);
        row(Kernel.ANTIALIASED, 9.3421, 13.5294, 22.5231, 35.3935, 62.3529, 82.6316);
    }

    @Test
    void takesTheMeanOfWhatANewPixelCovers() {
        row(Kernel.AREA, 15, 60);
        assertThat(bytes(Kernel.AREA, 3)).containsExactly(12, 30, 70);
    }

    @ParameterizedTest
    @EnumSource
    void leavesAPictureOfItsSizeAndAnEvenOneAsTheyAre(Kernel kernel) {
        Raster noise = noise(17, 11, 3);
        for (double value : kernel.row(new double[] {7, 1, 9, 200, 30}, 5)) {
            assertThat(value).isIn(7.0, 1.0, 9.0, 200.0, 30.0);
        }
        assertThat(Resize.to(noise, 17, 11, kernel).data()).isEqualTo(noise.data());

        Raster even = Resize.to(Raster.grey(13, 9, 77), 29, 4, kernel);

        assertThat(even.data()).containsOnly(77);
    }

    @Test
    void treatsRowsAndColumnsAlike() {
        Raster noise = noise(23, 31, 1);

        Raster wide = Resize.to(Turn.left(noise), 20, 10, Kernel.AREA);
        Raster tall = Resize.to(noise, 10, 20, Kernel.AREA);

        assertThat(Turn.left(tall).data()).isEqualTo(wide.data());
    }

    private static void row(Kernel kernel, double... expected) {
        double[] row = kernel.row(ROW, expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(row[i]).as("%s %d", kernel, i).isCloseTo(expected[i], offset(1e-4));
        }
    }

    private static int[] bytes(Kernel kernel, int to) {
        Raster row = new Raster(4, 1, 1, new byte[] {10, 20, 40, 80});
        byte[] data = Resize.to(row, to, 1, kernel).data();
        int[] values = new int[to];
        Arrays.setAll(values, i -> data[i]);
        return values;
    }

    static Raster noise(int width, int height, int channels) {
        byte[] data = new byte[width * height * channels];
        new Random(1).nextBytes(data);
        return new Raster(width, height, channels, data);
    }
}
