package io.fumikura.ocr.table;

import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rows, columns and cells of a table, without text.
 *
 * @param cells row by row
 */
public record TableGrid(int rows, int columns, List<Cell> cells) {
    /** A cell at its first row and column, from 0. */
    public record Cell(int row, int column, int rowSpan, int columnSpan, boolean header, Box box) {}

    public TableGrid {
        List<Cell> sorted = new ArrayList<>(cells);
        sorted.sort(
                (a, b) ->
                        a.row() != b.row()
                                ? Integer.compare(a.row(), b.row())
                                : Integer.compare(a.column(), b.column()));
        cells = List.copyOf(sorted);
    }

    public TableGrid map(UnaryOperator<Box> change) {
        return new TableGrid(
                rows,
                columns,
                cells.stream()
                        .map(
                                c ->
                                        new Cell(
                                                c.row(),
                                                c.column(),
                                                c.rowSpan(),
                                                c.columnSpan(),
                                                c.header(),
                                                change.apply(c.box())))
                        .toList());
    }

    public Box box() {
        return Box.around(cells.stream().map(Cell::box).toList());
    }
}
