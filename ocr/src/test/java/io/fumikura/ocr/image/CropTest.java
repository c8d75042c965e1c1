package io.fumikura.ocr.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.util.List;
import org.junit.jupiter.api.Test;

class CropTest {
    private static final Quad SLANTED =
            new Quad(new Point(2, 1), new Point(9, 2), new Point(8, 7), new Point(1, 6));

    @Test
    void findsEachPixelOfAStraightenedPictureOnThePage() {
        assertThat((int) SLANTED.width()).isEqualTo(7);
        assertThat((int) SLANTED.height()).isEqualTo(5);

        Homography homography = Homography.to(SLANTED, 7, 5);

        near(homography.apply(0, 0), 2, 1);
        near(homography.apply(3, 2), 4.6, 3.4286);
        near(homography.apply(6, 4), 7.2, 5.8571);
    }

    @Test
    void readsBetweenPixels() {
        byte[] data = new byte[20 * 10];
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 20; x++) {
                data[y * 20 + x] = (byte) (10 * y + 3 * x);
            }
        }
        Raster ramp = new Raster(20, 10, 1, data);

        Raster linear = Crop.of(ramp, SLANTED, 7, 5, Kernel.LINEAR);
        Raster cubic = Crop.of(ramp, SLANTED, 7, 5, Kernel.CUBIC);

        assertThat(linear.at(3, 2, 0)).isEqualTo(48);
        assertThat(cubic.at(3, 2, 0)).isBetween(47, 49);
    }

    @Test
    void followsATrueTrapezium() {
        Quad trapezium =
                new Quad(new Point(2, 0), new Point(8, 0), new Point(10, 10), new Point(0, 10));

        Homography homography = Homography.to(trapezium, 10, 10);

        near(homography.apply(0, 0), 2, 0);
        near(homography.apply(10, 0), 8, 0);
        near(homography.apply(10, 10), 10, 10);
        near(homography.apply(0, 10), 0, 10);
        near(homography.apply(5, 5), 5, 3.75);
    }

    @Test
    void slicesWhatStandsUpright() {
        Raster noise = KernelTest.noise(30, 20, 1);
        Quad quad = new Box(4, 3, 14, 9).quad();

        Raster sliced = Crop.of(noise, quad, Kernel.CUBIC);

        assertThat(sliced.data()).isEqualTo(noise.slice(4, 3, 10, 6).data());
        assertThat(Crop.of(noise, quad, 10, 6, Kernel.LINEAR).data()).isEqualTo(sliced.data());
    }

    @Test
    void repeatsTheEdgeBeyondThePage() {
        Raster page = new Raster(2, 1, 1, new byte[] {5, 9});

        assertThat(page.slice(-2, -1, 6, 3).data())
                .containsExactly(5, 5, 5, 9, 9, 9, 5, 5, 5, 9, 9, 9, 5, 5, 5, 9, 9, 9);
    }

    @Test
    void turnsAColumnSoThatItsTopBecomesTheLeftEnd() {
        Raster column = new Raster(2, 3, 1, new byte[] {1, 2, 3, 4, 5, 6});

        Raster line = Turn.left(column);

        assertThat(line.width()).isEqualTo(3);
        assertThat(line.data()).containsExactly(2, 4, 6, 1, 3, 5);
        assertThat(Turn.right(line).data()).isEqualTo(column.data());
    }

    @Test
    void isTheSameAfterFourTurns() {
        Raster noise = KernelTest.noise(7, 5, 3);

        Raster turned = Turn.left(Turn.left(Turn.left(Turn.left(noise))));

        assertThat(turned.data()).isEqualTo(noise.data());
        assertThat(Turn.left(Turn.left(noise)).data()).isEqualTo(Turn.half(noise).data());
        assertThat(Turn.clockwise(noise, 270).data()).isEqualTo(Turn.left(noise).data());
    }

    @Test
    void undoesEachOfTheEightOrientations() {
        Raster upright = new Raster(3, 2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        // What a camera stores for the same scene, by the numbers of EXIF.
        List<Raster> stored =
                List.of(
                        upright,
                        new Raster(3, 2, 1, new byte[] {3, 2, 1, 6, 5, 4}),
                        new Raster(3, 2, 1, new byte[] {6, 5, 4, 3, 2, 1}),
                        new Raster(3, 2, 1, new byte[] {4, 5, 6, 1, 2, 3}),
                        new Raster(2, 3, 1, new byte[] {1, 4, 2, 5, 3, 6}),
                        new Raster(2, 3, 1, new byte[] {3, 6, 2, 5, 1, 4}),
                        new Raster(2, 3, 1, new byte[] {6, 3, 5, 2, 4, 1}),
                        new Raster(2, 3, 1, new byte[] {4, 1, 5, 2, 6, 3}));

        for (int orientation = 1; orientation <= 8; orientation++) {
            Raster turned = Turn.upright(stored.get(orientation - 1), orientation);
            assertThat(turned.data()).as("%d", orientation).isEqualTo(upright.data());
        }
    }

    private static void near(Point point, double x, double y) {
        assertThat(point.x()).isCloseTo(x, offset(1e-4));
        assertThat(point.y()).isCloseTo(y, offset(1e-4));
    }
}
