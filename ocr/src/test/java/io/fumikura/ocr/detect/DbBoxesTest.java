package io.fumikura.ocr.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fumikura.ocr.detect.DbBoxes.Found;
import io.fumikura.ocr.detect.DbSettings.Grow;
import io.fumikura.ocr.geometry.Quad;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DbBoxesTest {
    private static final Offset<Double> TO_A_THOUSANDTH = offset(0.001);

    /** Two bars, one turned and one with a hole, and a dot. */
    private static ScoreMap bars() {
        double cos = Math.cos(Math.toRadians(12));
        double sin = Math.sin(Math.toRadians(12));
        return map(
                64,
                40,
                (x, y) -> {
                    if (y == 10 && x >= 25 && x <= 27) {
                        return 0.1;
                    }
                    if (Math.abs(x - 30) <= 20 && Math.abs(y - 10) <= 3) {
                        return 0.9;
                    }
                    double u = (x - 32) * cos + (y - 28) * sin;
                    double v = -(x - 32) * sin + (y - 28) * cos;
                    if (Math.abs(u) <= 18 && Math.abs(v) <= 3.5) {
                        return 0.8;
                    }
                    return Math.abs(x - 58) <= 1 && Math.abs(y - 35) <= 1 ? 0.9 : 0.05;
                });
    }

    private static ScoreMap map(int width, int height, DoubleBinaryOperator value) {
        float[] values = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                values[y * width + x] = (float) value.applyAsDouble(x, y);
            }
        }
        return new ScoreMap(width, height, values);
    }

    private static DbBoxes ratio(double ratio) {
        return new DbBoxes(new DbSettings(0.3, 0.6, Grow.RATIO, ratio, 3, 1000, false));
    }

    private static DbBoxes halfThickness() {
        return new DbBoxes(new DbSettings(0.3, 0.5, Grow.HALF_THICKNESS, 0.5, 3, 3000, false));
    }

    @Test
    void findsWhatTouches() {
        List<Component> found = Components.of(bars(), 0.3, false, 1000);

        assertThat(found).extracting(Component::pixels).containsExactly(284, 251, 9);
        assertThat(found.stream().mapToInt(Component::pixels).sum()).isEqualTo(544);
    }

    @Test
    void findsTheSmallestRectangleAndItsScore() {
        List<Component> found = Components.of(bars(), 0.3, false, 1000);
        MinimalRectangle a = MinimalRectangle.around(found.get(0).outline());
        MinimalRectangle b = MinimalRectangle.around(found.get(1).outline());

        assertThat(a.width()).isCloseTo(40, TO_A_THOUSANDTH);
        assertThat(a.height()).isCloseTo(6, TO_A_THOUSANDTH);
        near(a.quad(), 10, 7, 50, 7, 50, 13, 10, 13);
        assertThat(b.width()).isCloseTo(35.7596, TO_A_THOUSANDTH);
        assertThat(b.height()).isCloseTo(6.9843, TO_A_THOUSANDTH);
        near(b.quad(), 15.249, 20.839, 50.215, 28.332, 48.751, 35.161, 13.785, 27.668);
        QuadScore scoreA = QuadScore.of(bars(), a.quad());
        QuadScore scoreB = QuadScore.of(bars(), b.quad());
        assertThat(scoreA.pixels()).isEqualTo(287);
        assertThat(scoreA.mean()).isCloseTo(0.8916, offset(0.0001));
        assertThat(scoreB.pixels()).isEqualTo(304);
        assertThat(scoreB.mean()).isCloseTo(0.6668, offset(0.0001));
    }

    @Test
    void growsByAreaOverPerimeter() {
        List<Component> found = Components.of(bars(), 0.3, false, 1000);
        MinimalRectangle a = MinimalRectangle.around(found.get(0).outline());
        MinimalRectangle b = MinimalRectangle.around(found.get(1).outline());

        assertThat(DbBoxes.distance(a, 1.5)).isCloseTo(3.9130, offset(1e-4));
        assertThat(DbBoxes.distance(b, 1.5)).isCloseTo(4.3823, offset(1e-4));
        assertThat(DbBoxes.distance(a, 1.6)).isCloseTo(4.1739, offset(1e-4));
        assertThat(DbBoxes.distance(b, 1.6)).isCloseTo(4.6745, offset(1e-4));
        Quad grownA = ratio(1.5).grown(bars(), found.get(0)).orElseThrow().quad();
        assertThat(grownA.width()).isCloseTo(47.8261, TO_A_THOUSANDTH);
        assertThat(grownA.height()).isCloseTo(13.8261, TO_A_THOUSANDTH);
        Quad grownB = ratio(1.5).grown(bars(), found.get(1)).orElseThrow().quad();
        assertThat(grownB.width()).isCloseTo(44.5242, TO_A_THOUSANDTH);
        assertThat(grownB.height()).isCloseTo(15.7489, TO_A_THOUSANDTH);
        assertThat(ratio(1.5).grown(bars(), found.get(2))).as("smaller than 3").isEmpty();
        near(
                ratio(1.5).grown(bars(), found.get(1)).orElseThrow().quad(),
                11.882,
                15.636,
                55.418,
                24.965,
                52.118,
                40.364,
                8.582,
                31.035);
    }

    @Test
    void bringsBoxesToWholePixelsOfThePage() {
        List<Found> found = ratio(1.5).of(bars(), 128, 100);

        assertThat(found).hasSize(2);
        near(found.get(0).quad(), 12, 8, 108, 8, 108, 42, 12, 42);
    }

    @Test
    void growsTheMiddleHalfOfALineToTheWholeLine() {
        // A line of 20 x 8 pixels of the map: its middle half is 16 x 4, two pixels in on each
        // side.
        ScoreMap map = map(40, 30, (x, y) -> x >= 12 && x < 28 && y >= 12 && y < 16 ? 0.9 : 0.0);

        List<Found> found = halfThickness().of(map, 80, 60);

        assertThat(found).hasSize(1);
        near(found.get(0).quad(), 20, 20, 60, 20, 60, 36, 20, 36);
    }

    @Test
    void keepsTheCornersOfALongThinColumnThatLeansByMoreThanItsWidth() {
        double angle = Math.toRadians(3);
        ScoreMap map =
                map(
                        60,
                        400,
                        (x, y) -> {
                            double dx = x - 30;
                            double dy = y - 200;
                            double u = dx * Math.cos(angle) + dy * Math.sin(angle);
                            double v = -dx * Math.sin(angle) + dy * Math.cos(angle);
                            return Math.abs(u) <= 4 && Math.abs(v) <= 180 ? 0.9 : 0;
                        });

        Quad quad = halfThickness().of(map, 60, 400).get(0).quad();

        assertThat(quad.topLeft().x()).isLessThan(quad.topRight().x());
        assertThat(quad.topLeft().y()).isLessThan(50);
        assertThat(quad.height()).isGreaterThan(340);
        assertThat(quad.width()).isLessThan(25);
    }

    @Test
    void toldApartLinesOnlyWhenTheyDoNotTouch() {
        ScoreMap apart = map(50, 40, (x, y) -> ((int) y / 5 % 2 == 1 && x > 4 && x < 45) ? 0.9 : 0);
        ScoreMap corner =
                map(20, 20, (x, y) -> (x < 10 && y < 10) || (x >= 10 && y >= 10) ? 0.9 : 0);

        assertThat(halfThickness().of(apart, 100, 80)).hasSize(4);
        assertThat(Components.of(corner, 0.3, false, 9)).as("8 neighbours").hasSize(1);
    }

    @Test
    void keepsBoxesAtTheBorderOnThePage() {
        ScoreMap map = map(30, 20, (x, y) -> y < 5 ? 0.9 : 0);

        Found found = halfThickness().of(map, 60, 40).get(0);

        near(found.quad(), 0, 0, 60, 0, 60, 15, 0, 15);
    }

    @Test
    void growsByOnePixelWhereTheModelAsksForIt() {
        ScoreMap gap = map(20, 9, (x, y) -> (x < 9 || x > 9) && y > 2 && y < 7 ? 0.9 : 0);

        assertThat(Components.of(gap, 0.3, false, 9)).hasSize(2);
        assertThat(Components.of(gap, 0.3, true, 9)).hasSize(1);
    }

    @Test
    void findsNothingOnAnEmptyPageAndOneThingOnAFullOne() {
        assertThat(halfThickness().of(map(30, 20, (x, y) -> 0), 60, 40)).isEmpty();
        assertThat(halfThickness().of(map(30, 20, (x, y) -> 1), 60, 40)).hasSize(1);
        assertThat(halfThickness().of(map(1, 1, (x, y) -> 1), 1, 1)).isEmpty();
    }

    @Test
    void takesTheFirstOfTenThousandBoxes() {
        ScoreMap map = map(1000, 600, (x, y) -> x % 10 < 8 && y % 6 < 4 ? 0.9 : 0);

        long start = System.nanoTime();
        List<Found> found = halfThickness().of(map, 2000, 1200);

        assertThat(Components.of(map, 0.3, false, 20_000)).hasSize(10_000);
        assertThat(found).hasSize(3000);
        assertThat(found.get(0).quad().box().y0()).isLessThan(10);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void growsMoreWithALargerRatio() {
        List<Component> found = Components.of(bars(), 0.3, false, 1000);
        double last = 0;

        for (double r : new double[] {0.5, 1, 1.5, 2}) {
            double width = ratio(r).grown(bars(), found.get(0)).orElseThrow().quad().width();
            assertThat(width).isGreaterThan(last);
            last = width;
        }
    }

    private static void near(Quad quad, double... expected) {
        double[] found =
                quad.corners().stream()
                        .flatMapToDouble(p -> Arrays.stream(new double[] {p.x(), p.y()}))
                        .toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("%d of %s", i, quad).isCloseTo(expected[i], offset(0.001));
        }
    }
}
