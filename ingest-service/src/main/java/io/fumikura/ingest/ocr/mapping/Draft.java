package io.fumikura.ingest.ocr.mapping;

import io.fumikura.ingest.ocr.mapping.ForeignPage.Table;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.geometry.Box;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block with its lines, before it has a number on its page.
 *
 * @param text of its own, which may say more than its lines
 * @param lines in reading order
 */
record Draft(
        OcrBlockType type,
        Box box,
        @Nullable Long order,
        Direction direction,
        String text,
        List<PlacedLine> lines,
        @Nullable Table table) {
    Draft {
        lines = List.copyOf(lines);
    }
}
