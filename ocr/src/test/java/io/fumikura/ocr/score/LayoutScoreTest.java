package io.fumikura.ocr.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.OcrTable;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.score.TruePage.TrueBlock;
import io.fumikura.ocr.score.TruePage.TrueCell;
import io.fumikura.ocr.score.TruePage.TrueLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LayoutScoreTest {
    private static final Quad FIRST = new Box(10, 10, 110, 20).quad();
    private static final Quad SECOND = new Box(10, 30, 110, 40).quad();
    private static final Quad THIRD = new Box(10, 50, 110, 60).quad();

    @Test
    void findsALineOfWhichHalfIsShared() {
        assertThat(Overlap.of(FIRST, moved(FIRST, 20))).as("80 of 120").isEqualTo(2 / 3.0);
        assertThat(Overlap.of(FIRST, moved(FIRST, 50))).as("50 of 150").isEqualTo(1 / 3.0);

        LayoutScore score =
                LayoutScore.of(
                        page(FIRST, SECOND, THIRD),
                        read(0, moved(FIRST, 20), moved(SECOND, 50), new Box(0, 90, 9, 99).quad()));

        assertThat(score.lines()).isEqualTo(new FoundScore(3, 3, 1));
        assertThat(score.lines().f1()).isEqualTo(1 / 3.0);
    }

    @Test
    void findsALineOnceHoweverOftenItIsRead() {
        LayoutScore score = LayoutScore.of(page(FIRST, SECOND), read(0, FIRST, FIRST, FIRST));

        assertThat(score.lines()).isEqualTo(new FoundScore(2, 3, 1));
        assertThat(score.lines().recall()).isEqualTo(0.5);
        assertThat(score.lines().precision()).isEqualTo(1 / 3.0);
        assertThat(score.lines().f1()).isEqualTo(0.4);
    }

    @Test
    void tellsNeighboursApartOnAPageThatLiesAskew() {
        Point centre = new Point(60, 25);
        Quad first = FIRST.map(p -> p.turned(0.5, centre));
        Quad second = SECOND.map(p -> p.turned(0.5, centre));

        assertThat(first.box().overlap(second.box())).as("by their boxes").isGreaterThan(0.3);
        assertThat(Overlap.of(first, second)).isZero();
        assertThat(Overlap.of(first, first)).isCloseTo(1, within(1e-9));
    }

    @Test
    void cutsQuadrilateralsAlongTheirEdges() {
        Quad square = new Box(0, 0, 2, 2).quad();
        Quad diamond =
                new Quad(new Point(1, -1), new Point(3, 1), new Point(1, 3), new Point(-1, 1));

        assertThat(Overlap.of(square, diamond)).as("4 in 8").isCloseTo(0.5, within(1e-9));
        assertThat(Overlap.of(diamond, square)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void comparesTheOrderOfWhatWasFound() {
        LayoutScore score =
                LayoutScore.of(
                        page(FIRST, SECOND, THIRD),
                        read(0, THIRD, new Box(0, 90, 9, 99).quad(), FIRST, SECOND));

        assertThat(score.order()).isEqualTo(new OrderScore(3, 1));
    }

    @Test
    void knowsWhereALineLiesOnThePictureOfAPageThatWasTurned() {
        // The page of 200 x 300 was turned by so much, then read; the line was at (10, 10).
        Quad at90 = new Box(280, 10, 290, 110).quad();
        Quad at180 = new Box(90, 280, 190, 290).quad();
        Quad at270 = new Box(10, 90, 20, 190).quad();

        assertThat(LayoutScore.of(page(FIRST), read(90, at90)).lines().right()).isEqualTo(1);
        assertThat(LayoutScore.of(page(FIRST), read(180, at180)).lines().right()).isEqualTo(1);
        assertThat(LayoutScore.of(page(FIRST), read(270, at270)).lines().right()).isEqualTo(1);
        assertThat(LayoutScore.of(page(FIRST), read(0, at90)).lines().right()).isZero();
    }

    @Test
    void countsCellsWithTheRightPlaceAndSpan() {
        Box place = new Box(0, 0, 100, 100);
        TruePage truth = page(List.of(table(place)));
        OcrTable grid =
                new OcrTable(2, 2, List.of(cell(0, 0, 1, 1), cell(0, 1, 1, 1), cell(1, 0, 1, 2)));
        OcrTable split =
                new OcrTable(
                        2,
                        2,
                        List.of(
                                cell(0, 0, 1, 1),
                                cell(0, 1, 1, 1),
                                cell(1, 0, 1, 1),
                                cell(1, 1, 1, 1)));

        assertThat(LayoutScore.of(truth, read(0, List.of(block(place, grid)))).cells())
                .isEqualTo(new FoundScore(3, 3, 3));
        FoundScore cells = LayoutScore.of(truth, read(0, List.of(block(place, split)))).cells();
        assertThat(cells).isEqualTo(new FoundScore(3, 4, 2));
        assertThat(cells.f1()).isEqualTo(4 / 7.0);
        assertThat(LayoutScore.of(truth, read(0, List.of(block(place.grown(40), grid)))).cells())
                .as("elsewhere")
                .isEqualTo(new FoundScore(3, 3, 0));
        assertThat(LayoutScore.of(truth, read(0, List.of())).cells().f1()).isZero();
        assertThat(LayoutScore.of(page(FIRST), read(0, FIRST)).cells().isEmpty()).isTrue();
    }

    private static Quad moved(Quad quad, double by) {
        return quad.map(p -> p.plus(by, 0));
    }

    private static TruePage page(Quad... lines) {
        List<TrueLine> all = new ArrayList<>();
        for (Quad line : lines) {
            all.add(new TrueLine("", line, false));
        }
        return page(List.of(new TrueBlock("paragraph", "", FIRST, all, List.of())));
    }

    private static TruePage page(List<TrueBlock> blocks) {
        return new TruePage("p", Path.of("p.png"), 200, 300, null, false, false, "", blocks);
    }

    private static TrueBlock table(Box place) {
        return new TrueBlock(
                "table",
                "",
                place.quad(),
                List.of(),
                List.of(
                        new TrueCell(0, 0, 1, 1),
                        new TrueCell(0, 1, 1, 1),
                        new TrueCell(1, 0, 1, 2)));
    }

    private static OcrTable.Cell cell(int row, int column, int rowSpan, int columnSpan) {
        Box box = new Box(0, 0, 1, 1);
        return new OcrTable.Cell(row, column, rowSpan, columnSpan, false, box, "", List.of());
    }

    private static OcrPage read(int rotation, Quad... lines) {
        return read(rotation, List.of(block(FIRST.box(), null, lines)));
    }

    private static OcrPage read(int rotation, List<OcrBlock> blocks) {
        boolean lying = rotation % 180 != 0;
        return new OcrPage(
                lying ? 300 : 200,
                lying ? 200 : 300,
                null,
                0,
                rotation,
                Direction.HORIZONTAL,
                blocks,
                List.of(),
                List.of(),
                "test");
    }

    private static OcrBlock block(Box place, @Nullable OcrTable table, Quad... lines) {
        List<OcrLine> all = new ArrayList<>();
        for (Quad line : lines) {
            all.add(
                    new OcrLine(
                            "b0.l" + all.size(),
                            all.size(),
                            line.box(),
                            line,
                            Direction.HORIZONTAL,
                            "",
                            1,
                            0,
                            "test",
                            List.of(),
                            List.of(),
                            List.of()));
        }
        return new OcrBlock(
                "b0",
                0,
                table == null ? OcrBlockType.PARAGRAPH : OcrBlockType.TABLE,
                place,
                Direction.HORIZONTAL,
                1,
                "",
                all,
                table);
    }
}
