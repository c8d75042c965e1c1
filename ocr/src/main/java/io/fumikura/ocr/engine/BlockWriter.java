package io.fumikura.ocr.engine;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrTable;
import io.fumikura.ocr.OcrWord;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.layout.BlockDraft;
import io.fumikura.ocr.layout.LineJoin;
import io.fumikura.ocr.layout.Ruby;
import io.fumikura.ocr.layout.Skew;
import io.fumikura.ocr.layout.TextLine;
import io.fumikura.ocr.table.TableGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the blocks of one page, with ids and places in reading order. For one page. */
final class BlockWriter {
    private static final Pattern FIGURES = Pattern.compile("[0-9０-９,.，．¥￥%％\\-−+()（）\\s]+");

    private final PageLines lines;
    private final Ruby ruby;
    private final Skew skew;
    private final List<OcrBlock> blocks = new ArrayList<>();
    private int order;

    BlockWriter(PageLines lines, Ruby ruby, Skew skew) {
        this.lines = lines;
        this.ruby = ruby;
        this.skew = skew;
    }

    List<OcrBlock> blocks() {
        return blocks;
    }

    void text(BlockDraft draft) {
        String id = "b" + blocks.size();
        List<OcrLine> written = write(id, draft.lines());
        String text = LineJoin.of(written.stream().map(OcrLine::text).toList());
        Box box = Box.around(written.stream().map(OcrLine::box).toList());
        add(id, draft.type(), box, text, written, null);
    }

    /**
     * @param cells for each cell of the grid its lines, in order
     */
    void table(TableGrid grid, List<List<TextLine>> cells) {
        String id = "b" + blocks.size();
        List<OcrLine> written = new ArrayList<>();
        List<OcrTable.Cell> filled = new ArrayList<>();
        boolean header = hasHeader(grid, cells);
        for (int i = 0; i < grid.cells().size(); i++) {
            TableGrid.Cell cell = grid.cells().get(i);
            List<OcrLine> inside = write(id, cells.get(i), written.size());
            written.addAll(inside);
            filled.add(
                    new OcrTable.Cell(
                            cell.row(),
                            cell.column(),
                            cell.rowSpan(),
                            cell.columnSpan(),
                            cell.header() || (header && cell.row() == 0),
                            Rounded.box(skew.back(cell.box()).box()),
                            String.join("\n", inside.stream().map(OcrLine::text).toList()),
                            inside.stream().map(OcrLine::id).toList()));
        }
        OcrTable table = new OcrTable(grid.rows(), grid.columns(), filled);
        Box box = Rounded.box(skew.back(grid.box()).box());
        add(id, OcrBlockType.TABLE, box, table.text(), written, table);
    }

    /** The first of several rows, where there is text and no figures. */
    private static boolean hasHeader(TableGrid grid, List<List<TextLine>> cells) {
        if (grid.rows() < 2 || grid.cells().stream().anyMatch(TableGrid.Cell::header)) {
            return false;
        }
        boolean any = false;
        for (int i = 0; i < grid.cells().size(); i++) {
            if (grid.cells().get(i).row() == 0) {
                for (TextLine line : cells.get(i)) {
                    any = true;
                    if (FIGURES.matcher(line.text()).matches()) {
                        return false;
                    }
                }
            }
        }
        return any;
    }

    private void add(
            String id,
            OcrBlockType type,
            Box box,
            String text,
            List<OcrLine> written,
            @Nullable OcrTable table) {
        double weight = 0;
        double sum = 0;
        double vertical = 0;
        for (OcrLine line : written) {
            int length = line.text().length();
            weight += length;
            sum += length * line.confidence();
            vertical += line.direction() == Direction.VERTICAL ? length : -length;
        }
        blocks.add(
                new OcrBlock(
                        id,
                        blocks.size(),
                        type,
                        box,
                        vertical > 0 ? Direction.VERTICAL : Direction.HORIZONTAL,
                        Rounded.confidence(weight == 0 ? 0 : sum / weight),
                        text,
                        written,
                        table));
    }

    private List<OcrLine> write(String block, List<TextLine> draft) {
        return write(block, draft, 0);
    }

    private List<OcrLine> write(String block, List<TextLine> draft, int first) {
        List<OcrLine> written = new ArrayList<>();
        for (TextLine line : draft) {
            ReadLine read = lines.read(line);
            written.add(
                    new OcrLine(
                            block + ".l" + (first + written.size()),
                            order++,
                            Rounded.box(read.detection().quad().box()),
                            Rounded.quad(read.detection().quad()),
                            read.direction(),
                            read.text(),
                            Rounded.confidence(read.reading().confidence()),
                            Math.round(read.reading().logp() * 10_000) / 10_000.0,
                            read.reading().recogniser(),
                            read.reading().flags(),
                            Words.of(read),
                            ruby.of().getOrDefault(line.id(), List.of()).stream()
                                    .map(this::reading)
                                    .toList()));
        }
        return written;
    }

    private OcrWord reading(TextLine small) {
        ReadLine read = lines.read(small);
        return new OcrWord(
                read.text(),
                Rounded.box(read.detection().quad().box()),
                Rounded.confidence(read.reading().confidence()),
                read.reading().approximate());
    }
}
