package io.fumikura.ocr.score;

import io.fumikura.ocr.geometry.Quad;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of which is known what it says, and where. Coordinates are pixels of its picture.
 *
 * @param image the picture
 * @param dpi of the picture, where it is stated
 * @param vertical whether the main text is
 * @param scanned whether it looks like a scan: noise, blur, a slight turn
 * @param text in reading order, readings beside the lines (ruby) left out
 * @param blocks in reading order
 */
public record TruePage(
        String id,
        Path image,
        int width,
        int height,
        @Nullable Integer dpi,
        boolean vertical,
        boolean scanned,
        String text,
        List<TrueBlock> blocks) {
    public TruePage {
        blocks = List.copyOf(blocks);
    }

    public record TrueLine(String text, Quad quad, boolean vertical) {}

    /** A place in the grid; two cells of one table never have the same. */
    public record TrueCell(int row, int column, int rowSpan, int columnSpan) {}

    public record TrueTable(Quad quad, List<TrueCell> cells) {
        public TrueTable {
            cells = List.copyOf(cells);
        }
    }

    /**
     * @param type as the ground truth spells it: {@code paragraph}, {@code table}
     * @param lines in reading order, those of cells included
     * @param cells of a table; else none
     */
    public record TrueBlock(
            String type, String text, Quad quad, List<TrueLine> lines, List<TrueCell> cells) {
        public TrueBlock {
            lines = List.copyOf(lines);
            cells = List.copyOf(cells);
        }

        Optional<TrueTable> table() {
            return cells.isEmpty() ? Optional.empty() : Optional.of(new TrueTable(quad, cells));
        }
    }

    /** In reading order. */
    public List<TrueLine> lines() {
        return blocks.stream().flatMap(block -> block.lines().stream()).toList();
    }

    public List<TrueTable> tables() {
        return blocks.stream().flatMap(block -> block.table().stream()).toList();
    }
}
