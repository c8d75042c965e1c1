package io.fumikura.ocr.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of 1000 x 1400, of which every line is turned about the middle. */
class SkewTest {
    private static final double WIDTH = 1000;
    private static final double HEIGHT = 1400;
    private static final Point CENTRE = new Point(500, 700);

    /** In order: two columns of six lines beside each other. */
    private static final List<Box> LINES =
            IntStream.range(0, 12)
                    .mapToObj(i -> row(i < 6 ? 60 : 520, 100 + 40 * (i % 6)))
                    .toList();

    @ParameterizedTest
    @ValueSource(doubles = {-3, -0.5, 0, 0.7, 3})
    void aPageOfLinesIsPutStraightAndBack(double degrees) {
        isFound(LINES, degrees);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-3, -0.5, 0, 0.7, 3})
    void aPageOfColumnsIsPutStraightAndBack(double degrees) {
        isFound(IntStream.range(0, 12).mapToObj(i -> column(900 - 40 * i)).toList(), degrees);
    }

    @Test
    void aFewLinesThatLieOtherwiseDoNotTurnThePage() {
        List<Quad> lines = new ArrayList<>(turned(LINES, 1));
        lines.addAll(turned(List.of(row(100, 600), row(100, 700)), 20));

        assertThat(skew(lines).degrees()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aPageWithoutLinesLiesStraight() {
        assertThat(skew(List.of()).degrees()).isZero();
    }

    @Test
    void columnsOfAPageAskewAreReadOneAfterTheOther() {
        List<Quad> lines = turned(LINES, 3);
        Skew skew = skew(lines);

        assertThat(order(lines.stream().map(skew::straight).toList())).isSorted();
        assertThat(order(lines.stream().map(Quad::box).toList()))
                .as("by the boxes as they lie, lines overlap")
                .isNotEqualTo(IntStream.range(0, 12).boxed().toList());
    }

    private static void isFound(List<Box> straight, double degrees) {
        List<Quad> lines = turned(straight, degrees);

        Skew skew = skew(lines);

        assertThat(skew.degrees()).isCloseTo(degrees, within(1e-9));
        for (int i = 0; i < lines.size(); i++) {
            isAt(skew.straight(lines.get(i)).quad(), straight.get(i).quad());
            isAt(skew.back(straight.get(i)), lines.get(i));
        }
    }

    private static void isAt(Quad actual, Quad expected) {
        for (int corner = 0; corner < 4; corner++) {
            assertThat(actual.corners().get(corner).distance(expected.corners().get(corner)))
                    .isLessThan(1e-9);
        }
    }

    private static List<Integer> order(List<Box> lines) {
        Directions directions = Directions.of(lines.stream().map(Box::quad).toList());
        return ReadingOrder.of(
                IntStream.range(0, lines.size())
                        .mapToObj(
                                i ->
                                        new Member(
                                                i,
                                                lines.get(i),
                                                directions.of(lines.get(i).quad())))
                        .toList());
    }

    private static Skew skew(List<Quad> lines) {
        return Skew.of(lines, Directions.of(lines), WIDTH, HEIGHT);
    }

    private static List<Quad> turned(List<Box> lines, double degrees) {
        return lines.stream()
                .map(line -> line.quad().map(p -> p.turned(Math.toRadians(degrees), CENTRE)))
                .toList();
    }

    private static Box row(double left, double top) {
        return new Box(left, top, left + 420, top + 20);
    }

    private static Box column(double left) {
        return new Box(left, 100, left + 20, 900);
    }
}
