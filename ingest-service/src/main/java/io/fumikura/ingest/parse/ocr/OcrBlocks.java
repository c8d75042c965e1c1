package io.fumikura.ingest.parse.ocr;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.OcrTable;
import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The blocks of one page that was recognised. Boxes are in points of the page as it lies. */
final class OcrBlocks {
    private final OcrPage page;
    private final double scale;
    private int lines;

    /**
     * @param scale points of one pixel
     */
    OcrBlocks(OcrPage page, double scale) {
        this.page = page;
        this.scale = scale;
    }

    List<Block> blocks() {
        return page.blocks().stream().flatMap(block -> of(block).stream()).toList();
    }

    private Optional<Block> of(OcrBlock block) {
        List<Line> read =
                block.grid().isPresent()
                        ? rows(block.grid().get(), confidences(block))
                        : block.lines().stream().map(this::line).toList();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (block.type()) {
                    case TITLE -> new Block.Heading(1, read);
                    case HEADING -> new Block.Heading(2, read);
                    case LIST -> new Block.ListItem(read);
                    case CAPTION -> new Block.Caption(read);
                    case TABLE ->
                            new Block.Table(
                                    block.grid().map(OcrBlocks::headerRows).orElse(0), read);
                    case HEADER, FOOTER, PAGE_NUMBER -> new Block.Running(read);
                    case AUTHOR, PARAGRAPH, FIGURE, FORMULA, NOTE, RUBY, AD ->
                            new Block.Paragraph(read);
                });
    }

    private Line line(OcrLine line) {
        return new Line(++lines, line.text(), place(line.box()), (float) line.confidence());
    }

    private static Map<String, Double> confidences(OcrBlock block) {
        return block.lines().stream()
                .collect(Collectors.toMap(OcrLine::id, OcrLine::confidence, Math::min));
    }

    private List<Line> rows(OcrTable table, Map<String, Double> confidences) {
        TreeMap<Integer, List<OcrTable.Cell>> byRow = new TreeMap<>();
        for (OcrTable.Cell cell : table.cells()) {
            byRow.computeIfAbsent(cell.row(), row -> new ArrayList<>()).add(cell);
        }
        return byRow.values().stream().map(cells -> row(cells, confidences)).toList();
    }

    private Line row(Collection<OcrTable.Cell> cells, Map<String, Double> confidences) {
        String text =
                cells.stream()
                        .map(cell -> cell.text().replace("\n", ""))
                        .collect(Collectors.joining(Block.Table.CELL_SEPARATOR));
        Box box = Box.around(cells.stream().map(OcrTable.Cell::box).toList());
        OptionalDouble confidence =
                cells.stream()
                        .flatMap(cell -> cell.lineIds().stream())
                        .filter(confidences::containsKey)
                        .mapToDouble(confidences::get)
                        .average();
        return new Line(
                ++lines,
                text,
                place(box),
                confidence.isPresent() ? (float) confidence.getAsDouble() : null);
    }

    /** Rows from the first of which all cells are headers. */
    private static int headerRows(OcrTable table) {
        return table.cells().stream()
                .filter(cell -> !cell.header())
                .mapToInt(OcrTable.Cell::row)
                .min()
                .orElse(table.rows());
    }

    /** From the page as it was turned to be read back to the page as it lies. */
    private Line.Box place(Box box) {
        Box lying =
                switch (page.rotation()) {
                    case 90 ->
                            new Box(
                                    box.y0(),
                                    page.width() - box.x1(),
                                    box.y1(),
                                    page.width() - box.x0());
                    case 180 ->
                            new Box(
                                    page.width() - box.x1(),
                                    page.height() - box.y1(),
                                    page.width() - box.x0(),
                                    page.height() - box.y0());
                    case 270 ->
                            new Box(
                                    page.height() - box.y1(),
                                    box.x0(),
                                    page.height() - box.y0(),
                                    box.x1());
                    default -> box;
                };
        return new Line.Box(
                (float) (lying.x0() * scale),
                (float) (lying.y0() * scale),
                (float) (lying.x1() * scale),
                (float) (lying.y1() * scale));
    }
}
