package io.fumikura.ocr.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinimalRectangleTest {
    private final Random random = new Random(7);

    @Test
    void holdsAllPointsAndIsNoLargerThanTheBoxAlongTheAxes() {
        for (int round = 0; round < 200; round++) {
            List<Point> points = points();
            MinimalRectangle rectangle = MinimalRectangle.around(points);
            Box box =
                    Box.around(
                            points.stream().map(p -> new Box(p.x(), p.y(), p.x(), p.y())).toList());

            assertThat(rectangle.area()).isLessThanOrEqualTo(box.area() + 1e-6);
            for (Point point : points) {
                assertThat(outside(rectangle, point)).isLessThan(1e-6);
            }
        }
    }

    @Test
    void isTheSameSizeForPointsThatAreMovedOrTurnedByAQuarter() {
        for (int round = 0; round < 100; round++) {
            List<Point> points = points();
            double area = MinimalRectangle.around(points).area();

            assertThat(area(points.stream().map(p -> p.plus(31, -7)).toList()))
                    .isCloseTo(area, offset(1e-6));
            assertThat(area(points.stream().map(p -> new Point(-p.y(), p.x())).toList()))
                    .isCloseTo(area, offset(1e-6));
        }
    }

    @Test
    void isAPointOrALineWhereThereIsNoMore() {
        assertThat(MinimalRectangle.around(List.of(new Point(3, 4))).area()).isZero();
        MinimalRectangle line =
                MinimalRectangle.around(List.of(new Point(0, 0), new Point(3, 0), new Point(9, 0)));

        assertThat(line.width()).isEqualTo(9);
        assertThat(line.height()).isZero();
    }

    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        int count = 3 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            points.add(new Point(random.nextInt(60), random.nextInt(20)));
        }
        return points;
    }

    private static double area(List<Point> points) {
        return MinimalRectangle.around(points).area();
    }

    /** How far beyond one of the edges; negative inside. */
    private static double outside(MinimalRectangle rectangle, Point point) {
        List<Point> corners = rectangle.quad().corners();
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 4; i++) {
            Point a = corners.get(i);
            Point b = corners.get((i + 1) % 4);
            double length = Math.max(a.distance(b), 1e-12);
            double side =
                    (b.x() - a.x()) * (point.y() - a.y()) - (b.y() - a.y()) * (point.x() - a.x());
            most = Math.max(most, -side / length);
        }
        return rectangle.area() == 0 ? 0 : most;
    }
}
