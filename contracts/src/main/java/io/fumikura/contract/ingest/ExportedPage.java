package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an exported document.
 *
 * @param number 1-based
 * @param width of the page as it is shown, in points (1/72 inch); null where the format has no
 *     pages
 * @param confidence of OCR over the page, 0 to 1; null where nothing was recognised
 * @param needsOcr what the page says is in a picture, or in a text layer that is garbage
 * @param blocks in reading order
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExportedPage(
        int number,
        @Nullable Float width,
        @Nullable Float height,
        @Nullable Float confidence,
        boolean needsOcr,
        List<Block> blocks) {

    public ExportedPage {
        blocks = List.copyOf(blocks);
    }

    /**
     * Lines that belong together.
     *
     * @param level of a heading, 1 for the most important; else null
     * @param headerRows of a table, how many of its first lines are its header; else null
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Block(
            BlockKind kind,
            @Nullable Integer level,
            @Nullable Integer headerRows,
            List<Line> lines) {

        public Block {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param number 1-based within the page
     * @param box left, top, right, bottom in points from the top left corner of the page as it is
     *     shown, or null
     * @param confidence of OCR, 0 to 1; null where the line was not recognised
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            int number, String text, @Nullable List<Float> box, @Nullable Float confidence) {}
}
