package io.fumikura.ocr;

import io.fumikura.ocr.geometry.Box;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines that belong together.
 *
 * @param id {@code b3}: stable for the same page and profile
 * @param order from 0, in reading order
 * @param confidence 0…1, of the lines weighted by their length; 0 without lines
 * @param text the lines joined; of a table, its rows
 * @param lines in reading order
 * @param table of a block of that type
 */
public record OcrBlock(
        String id,
        int order,
        OcrBlockType type,
        Box box,
        Direction direction,
        double confidence,
        String text,
        List<OcrLine> lines,
        @Nullable OcrTable table) {
    public OcrBlock {
        lines = List.copyOf(lines);
    }

    public Optional<OcrTable> grid() {
        return Optional.ofNullable(table);
    }
}
