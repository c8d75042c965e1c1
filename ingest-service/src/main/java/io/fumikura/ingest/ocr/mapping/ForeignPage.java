package io.fumikura.ingest.ocr.mapping;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Quad;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in another engine's document: sound values within the page, but not yet put
 * together.
 *
 * @param version of the engine, or empty
 */
record ForeignPage(List<Block> blocks, List<Line> lines, List<String> warnings, String version) {
    ForeignPage {
        blocks = List.copyOf(blocks);
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    /**
     * @param text empty where the engine gives none
     * @param order null where the engine gives none
     * @param table null of anything else, and where no cell could be used
     */
    record Block(
            OcrBlockType type,
            Box box,
            String text,
            @Nullable Long order,
            @Nullable Direction direction,
            @Nullable Table table) {}

    /**
     * @param confidence 0…1; 0 where the engine says nothing that could be one
     */
    record Line(Quad quad, String text, @Nullable Direction direction, double confidence) {}

    record Table(int rows, int columns, List<Cell> cells) {
        Table {
            cells = List.copyOf(cells);
        }
    }

    /**
     * @param row from 0
     */
    record Cell(
            int row,
            int column,
            int rowSpan,
            int columnSpan,
            @Nullable Boolean header,
            Box box,
            String text) {}
}
