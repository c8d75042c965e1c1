package io.fumikura.ocr.layout;

import io.fumikura.ocr.OcrBlockType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of a page, in reading order.
 *
 * @param table which of the page's tables it is, or null
 */
public record BlockDraft(OcrBlockType type, List<TextLine> lines, @Nullable Integer table) {
    public BlockDraft {
        lines = List.copyOf(lines);
    }
}
