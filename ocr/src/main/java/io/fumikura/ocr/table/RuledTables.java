package io.fumikura.ocr.table;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.image.Raster;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds tables by their ruled lines: what the lines enclose is a cell. */
public final class RuledTables {
    private static final int MARGIN = 6;
    private static final int FEWEST_CELLS = 4;
    private static final double SMALLEST_WIDTH = 0.5;
    private static final double SMALLEST_HEIGHT = 0.6;
    private static final double SMALLEST_AREA = 0.5;
    private static final double TABLE_WIDTH = 4;
    private static final double TABLE_HEIGHT = 2;

    private final LineMask mask;
    private final double thickness;

    /**
     * @param page straight
     * @param thickness of a line of text
     */
    public RuledTables(Raster page, double thickness) {
        this.thickness = Math.max(4, thickness);
        this.mask = LineMask.of(page.grey(), this.thickness);
    }

    /** Of the whole page: wherever lines that touch enclose four cells and more. */
    public List<TableGrid> find() {
        List<TableGrid> tables = new ArrayList<>();
        boolean[] seen = new boolean[mask.width() * mask.height()];
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(x, y) && !seen[y * mask.width() + x]) {
                    Box box = flood(x, y, seen, true, 0, 0, mask.width(), mask.height());
                    if (box.width() >= TABLE_WIDTH * thickness
                            && box.height() >= TABLE_HEIGHT * thickness) {
                        in(box).ifPresent(tables::add);
                    }
                }
            }
        }
        tables.sort(Comparator.comparingDouble((TableGrid t) -> -t.box().area()));
        List<TableGrid> outer = new ArrayList<>();
        for (TableGrid table : tables) {
            boolean inside =
                    outer.stream()
                            .anyMatch(o -> o.box().shared(table.box()) > 0.5 * table.box().area());
            if (!inside) {
                outer.add(table);
            }
        }
        outer.sort(Comparator.comparingDouble((TableGrid t) -> t.box().y0()));
        return outer;
    }

    /** Of a region. */
    public Optional<TableGrid> in(Box region) {
        int left = Math.max(0, (int) region.x0() - MARGIN);
        int top = Math.max(0, (int) region.y0() - MARGIN);
        int right = Math.min(mask.width(), (int) Math.ceil(region.x1()) + MARGIN);
        int bottom = Math.min(mask.height(), (int) Math.ceil(region.y1()) + MARGIN);
        if (right - left < 3 || bottom - top < 3) {
            return Optional.empty();
        }
        List<Box> cells = cells(left, top, right, bottom);
        return cells.size() < FEWEST_CELLS ? Optional.empty() : Optional.of(grid(cells));
    }

    private List<Box> cells(int left, int top, int right, int bottom) {
        boolean[] seen = new boolean[(right - left) * (bottom - top)];
        List<Box> cells = new ArrayList<>();
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (mask.at(x, y) || seen[(y - top) * (right - left) + x - left]) {
                    continue;
                }
                Box cell = flood(x, y, seen, false, left, top, right, bottom);
                boolean open =
                        cell.x0() <= left
                                || cell.y0() <= top
                                || cell.x1() >= right
                                || cell.y1() >= bottom;
                if (!open && isLargeEnough(cell)) {
                    cells.add(cell);
                }
            }
        }
        return cells;
    }

    private boolean isLargeEnough(Box cell) {
        return cell.width() > SMALLEST_WIDTH * thickness
                && cell.height() > SMALLEST_HEIGHT * thickness
                && cell.area() > SMALLEST_AREA * thickness * thickness;
    }

    /** The box of what hangs together by sides, within a region. */
    private Box flood(
            int x, int y, boolean[] seen, boolean lines, int left, int top, int right, int bottom) {
        int width = right - left;
        Deque<Integer> open = new ArrayDeque<>();
        open.push((y - top) * width + x - left);
        seen[(y - top) * width + x - left] = true;
        int x0 = x;
        int x1 = x;
        int y0 = y;
        int y1 = y;
        while (!open.isEmpty()) {
            int at = open.pop();
            int px = left + at % width;
            int py = top + at / width;
            x0 = Math.min(x0, px);
            x1 = Math.max(x1, px);
            y0 = Math.min(y0, py);
            y1 = Math.max(y1, py);
            for (int side = 0; side < 4; side++) {
                int nx = px + (side == 0 ? 1 : side == 1 ? -1 : 0);
                int ny = py + (side == 2 ? 1 : side == 3 ? -1 : 0);
                if (nx < left || nx >= right || ny < top || ny >= bottom) {
                    continue;
                }
                int next = (ny - top) * width + nx - left;
                if (!seen[next] && mask.at(nx, ny) == lines) {
                    seen[next] = true;
                    open.push(next);
                }
            }
        }
        return new Box(x0, y0, x1 + 1, y1 + 1);
    }

    private TableGrid grid(List<Box> cells) {
        Edges columns = Edges.of(cells, true, thickness);
        Edges rows = Edges.of(cells, false, thickness);
        List<TableGrid.Cell> placed = new ArrayList<>();
        for (Box cell : cells) {
            int column = columns.index(cell.x0());
            int row = rows.index(cell.y0());
            placed.add(
                    new TableGrid.Cell(
                            row,
                            column,
                            Math.max(1, rows.index(cell.y1()) - row),
                            Math.max(1, columns.index(cell.x1()) - column),
                            false,
                            cell));
        }
        return new TableGrid(rows.count() - 1, columns.count() - 1, placed);
    }
}
