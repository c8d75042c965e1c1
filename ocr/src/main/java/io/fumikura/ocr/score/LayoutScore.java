package io.fumikura.ocr.score;

import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.OcrTable;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.score.TruePage.TrueCell;
import io.fumikura.ocr.score.TruePage.TrueLine;
import io.fumikura.ocr.score.TruePage.TrueTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where a reading found things, against where they are. A line is found where half of both together
 * is shared. A cell is right where it has the row, the column and the spans of a cell of the table
 * that lies there; what it says is the text's affair.
 *
 * @param lines found
 * @param order of those that were found
 * @param cells of all tables
 */
public record LayoutScore(FoundScore lines, OrderScore order, FoundScore cells) {
    public static LayoutScore of(TruePage truth, OcrPage read) {
        List<OcrLine> found = read.lines();
        List<TrueLine> there = truth.lines();
        Map<Integer, Integer> matched =
                Matching.of(
                        found.stream().map(line -> onPicture(line.polygon(), read)).toList(),
                        there.stream().map(TrueLine::quad).toList());
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Integer place = matched.get(i);
            if (place != null) {
                order.add(place);
            }
        }
        return new LayoutScore(
                new FoundScore(there.size(), found.size(), matched.size()),
                OrderScore.of(order),
                cells(truth.tables(), read));
    }

    public static LayoutScore sum(Collection<LayoutScore> pages) {
        return new LayoutScore(
                FoundScore.sum(pages.stream().map(LayoutScore::lines).toList()),
                OrderScore.sum(pages.stream().map(LayoutScore::order).toList()),
                FoundScore.sum(pages.stream().map(LayoutScore::cells).toList()));
    }

    private static FoundScore cells(List<TrueTable> there, OcrPage read) {
        List<OcrTable> tables = new ArrayList<>();
        List<Quad> places = new ArrayList<>();
        read.blocks()
                .forEach(
                        block ->
                                block.grid()
                                        .ifPresent(
                                                table -> {
                                                    tables.add(table);
                                                    places.add(onPicture(block.box().quad(), read));
                                                }));
        int right = 0;
        for (Map.Entry<Integer, Integer> pair :
                Matching.of(places, there.stream().map(TrueTable::quad).toList()).entrySet()) {
            List<TrueCell> expected = there.get(pair.getValue()).cells();
            right +=
                    (int)
                            tables.get(pair.getKey()).cells().stream()
                                    .filter(cell -> expected.contains(place(cell)))
                                    .count();
        }
        return new FoundScore(
                there.stream().mapToInt(table -> table.cells().size()).sum(),
                tables.stream().mapToInt(table -> table.cells().size()).sum(),
                right);
    }

    private static TrueCell place(OcrTable.Cell cell) {
        return new TrueCell(cell.row(), cell.column(), cell.rowSpan(), cell.columnSpan());
    }

    /** A page that was turned before it was read has the coordinates it was read in. */
    private static Quad onPicture(Quad quad, OcrPage page) {
        return quad.map(
                point ->
                        switch (page.rotation()) {
                            case 90 -> new Point(point.y(), page.width() - point.x());
                            case 180 ->
                                    new Point(page.width() - point.x(), page.height() - point.y());
                            case 270 -> new Point(page.height() - point.y(), point.x());
                            default -> point;
                        });
    }
}
