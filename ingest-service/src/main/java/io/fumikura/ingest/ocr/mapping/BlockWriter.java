package io.fumikura.ingest.ocr.mapping;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrTable;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.layout.LineJoin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the blocks of one page, with ids and places in reading order. For one page. */
final class BlockWriter {
    private final String engine;
    private final List<OcrBlock> blocks = new ArrayList<>();
    private int order;
    private long vertical;

    BlockWriter(String engine) {
        this.engine = engine;
    }

    List<OcrBlock> blocks() {
        return blocks;
    }

    /** Of the larger part of the text written so far. */
    Direction mainDirection() {
        return vertical > 0 ? Direction.VERTICAL : Direction.HORIZONTAL;
    }

    void write(Draft draft) {
        if (draft.table() == null) {
            List<OcrLine> lines = lines(draft.lines(), 0);
            String text = LineJoin.of(lines.stream().map(OcrLine::text).toList());
            add(draft.type(), draft, lines, text, null);
            return;
        }
        List<OcrLine> lines = new ArrayList<>();
        List<OcrTable.Cell> written = new ArrayList<>();
        TableCells cells = new TableCells(draft.table(), draft.lines());
        for (int i = 0; i < draft.table().cells().size(); i++) {
            ForeignPage.Cell cell = draft.table().cells().get(i);
            List<OcrLine> inside = lines(cells.lines(i), lines.size());
            lines.addAll(inside);
            written.add(
                    new OcrTable.Cell(
                            cell.row(),
                            cell.column(),
                            cell.rowSpan(),
                            cell.columnSpan(),
                            cells.isHeader(i),
                            rounded(cell.box()),
                            cells.text(i),
                            inside.stream().map(OcrLine::id).toList()));
        }
        OcrTable table = new OcrTable(draft.table().rows(), draft.table().columns(), written);
        add(OcrBlockType.TABLE, draft, lines, table.text(), table);
    }

    private void add(
            OcrBlockType type,
            Draft draft,
            List<OcrLine> lines,
            String text,
            @Nullable OcrTable table) {
        double weight = lines.stream().mapToInt(line -> line.text().length()).sum();
        double sum =
                lines.stream().mapToDouble(line -> line.text().length() * line.confidence()).sum();
        vertical += draft.direction() == Direction.VERTICAL ? text.length() : -text.length();
        blocks.add(
                new OcrBlock(
                        "b" + blocks.size(),
                        blocks.size(),
                        type,
                        rounded(draft.box()),
                        draft.direction(),
                        weight == 0 ? 0 : Math.round(sum / weight * 10_000) / 10_000.0,
                        text,
                        lines,
                        table));
    }

    private List<OcrLine> lines(List<PlacedLine> placed, int first) {
        List<OcrLine> lines = new ArrayList<>();
        for (PlacedLine line : placed) {
            double logp = line.confidence() > 0 ? Math.log(line.confidence()) : 0;
            lines.add(
                    new OcrLine(
                            "b%d.l%d".formatted(blocks.size(), first + lines.size()),
                            order++,
                            rounded(line.quad().box()),
                            line.quad().map(BlockWriter::rounded),
                            line.direction(),
                            line.text(),
                            line.confidence(),
                            Math.round(logp * 10_000) / 10_000.0,
                            engine,
                            List.of(),
                            List.of(),
                            List.of()));
        }
        return lines;
    }

    private static Box rounded(Box box) {
        return new Box(rounded(box.x0()), rounded(box.y0()), rounded(box.x1()), rounded(box.y1()));
    }

    private static Point rounded(Point point) {
        return new Point(rounded(point.x()), rounded(point.y()));
    }

    private static double rounded(double pixels) {
        return Math.round(pixels * 100) / 100.0;
    }
}
