package io.fumikura.ocr.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.table.TableGrid.Cell;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class TableGridTest {
    @Test
    void placesCellsAsHtmlDoes() {
        TableGrid grid =
                StructureTokens.of(
                        List.of(
                                "<tr>",
                                "<td",
                                " colspan=\"2\"",
                                ">",
                                "</td>",
                                "<td></td>",
                                "</tr>",
                                "<tr>",
                                "<td></td>",
                                "<td></td>",
                                "<td></td>",
                                "</tr>"),
                        List.of());

        assertThat(grid.rows()).isEqualTo(2);
        assertThat(grid.columns()).isEqualTo(3);
        assertThat(grid.cells())
                .extracting(Cell::row, Cell::column, Cell::rowSpan, Cell::columnSpan)
                .containsExactly(
                        tuple(0, 0, 1, 2),
                        tuple(0, 2, 1, 1),
                        tuple(1, 0, 1, 1),
                        tuple(1, 1, 1, 1),
                        tuple(1, 2, 1, 1));
    }

    @Test
    void skipsWhatACellOfAnEarlierRowTakes() {
        TableGrid grid =
                StructureTokens.of(
                        List.of(
                                "<thead>",
                                "<tr>",
                                "<td",
                                " rowspan=\"2\"",
                                ">",
                                "</td>",
                                "<td></td>",
                                "</tr>",
                                "</thead>",
                                "<tr>",
                                "<td></td>",
                                "</tr>"),
                        List.of());

        assertThat(grid.cells())
                .extracting(Cell::row, Cell::column, Cell::rowSpan, Cell::columnSpan)
                .containsExactly(tuple(0, 0, 2, 1), tuple(0, 1, 1, 1), tuple(1, 1, 1, 1));
        assertThat(grid.cells()).extracting(Cell::header).containsExactly(true, true, false);
    }

    @Test
    void crossesRowsAndColumnsAndPutsSpansInTheirPlace() {
        List<Box> rows = List.of(new Box(0, 0, 90, 10), new Box(0, 10, 90, 20));
        List<Box> columns =
                List.of(new Box(0, 0, 30, 20), new Box(30, 0, 60, 20), new Box(60, 0, 90, 20));

        TableGrid grid = RowsAndColumns.of(rows, columns, List.of(new Box(0, 0, 60, 10)));

        assertThat(grid.cells())
                .extracting(Cell::row, Cell::column, Cell::rowSpan, Cell::columnSpan)
                .containsExactly(
                        tuple(0, 0, 1, 2),
                        tuple(0, 2, 1, 1),
                        tuple(1, 0, 1, 1),
                        tuple(1, 1, 1, 1),
                        tuple(1, 2, 1, 1));
    }

    @Test
    void findsTheCellsThatRuledLinesEnclose() {
        Raster page = ruled();

        List<TableGrid> found = new RuledTables(page, 20).find();

        assertThat(found).hasSize(1);
        TableGrid grid = found.get(0);
        assertThat(grid.rows()).isEqualTo(3);
        assertThat(grid.columns()).isEqualTo(3);
        assertThat(grid.cells())
                .extracting(Cell::row, Cell::column, Cell::rowSpan, Cell::columnSpan)
                .containsExactly(
                        tuple(0, 0, 1, 2),
                        tuple(0, 2, 1, 1),
                        tuple(1, 0, 1, 1),
                        tuple(1, 1, 1, 1),
                        tuple(1, 2, 1, 1),
                        tuple(2, 0, 1, 1),
                        tuple(2, 1, 1, 1),
                        tuple(2, 2, 1, 1));
        double covered = grid.cells().stream().mapToDouble(c -> c.box().area()).sum();
        assertThat(covered / grid.box().area()).isGreaterThan(0.85);
    }

    @Test
    void findsNoTableWhereThereAreNoCells() {
        Raster blank = Raster.grey(400, 300, 255);
        Raster black = Raster.grey(400, 300, 0);
        Raster frame = Raster.grey(400, 300, 255);
        line(frame, 50, 50, 300, 2);
        line(frame, 50, 250, 302, 2);
        line(frame, 50, 50, 2, 200);
        line(frame, 350, 50, 2, 202);

        assertThat(new RuledTables(blank, 20).find()).isEmpty();
        assertThat(new RuledTables(black, 20).find()).isEmpty();
        assertThat(new RuledTables(frame, 20).find()).as("a box around text").isEmpty();
    }

    @Test
    void givesEachLineToTheCellItCoversMost() {
        TableGrid grid =
                new TableGrid(
                        1,
                        2,
                        List.of(
                                new Cell(0, 0, 1, 1, false, new Box(0, 0, 50, 20)),
                                new Cell(0, 1, 1, 1, false, new Box(50, 0, 100, 20))));

        List<List<Integer>> inside =
                CellLines.of(
                        grid,
                        List.of(
                                new Box(5, 5, 30, 15),
                                new Box(40, 5, 90, 15),
                                new Box(95, 30, 120, 40)));

        assertThat(inside).containsExactly(List.of(0), List.of(1, 2));
    }

    /** Three rows, three columns, the first two cells of the first row in one; with some text. */
    private static Raster ruled() {
        Raster page = Raster.grey(500, 300, 250);
        for (int row = 0; row <= 3; row++) {
            line(page, 50, 50 + 60 * row, 362, 2);
        }
        for (int column = 0; column <= 3; column++) {
            int top = column == 1 ? 110 : 50;
            line(page, 50 + 120 * column, top, 2, 232 - top);
        }
        for (int x = 60; x < 160; x += 25) {
            line(page, x, 125, 15, 3);
            line(page, x, 135, 15, 3);
        }
        return page;
    }

    private static void line(Raster page, int x, int y, int width, int height) {
        for (int row = y; row < y + height; row++) {
            int start = row * page.width() + x;
            Arrays.fill(page.data(), start, start + width, (byte) 20);
        }
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }
}
