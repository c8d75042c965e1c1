package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@code [n]} in the answer points.
 *
 * @param number the n
 * @param ordinal of the passage within its document
 * @param page 1-based
 * @param firstLine 1-based, inclusive, as is {@code lastLine}
 * @param text the passage itself
 * @param supported whether a sentence of the answer that cites it says what it says
 * @param boxes where its lines stand on the page; empty for formats without pages, and where they
 *     could not be asked for, which {@code degraded} then says ({@code boxes})
 * @param image address, below this service's own, of a picture of the page with the lines marked;
 *     absent for formats without pages
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Citation(
        int number,
        UUID documentId,
        String title,
        int ordinal,
        int page,
        int firstLine,
        int lastLine,
        String text,
        double score,
        boolean supported,
        List<LineBox> boxes,
        @Nullable String image) {

    public Citation {
        // Absent in what older services wrote.
        boxes = boxes == null ? List.of() : List.copyOf(boxes);
    }

    /**
     * A line on its page, in points (1/72 inch) from the top left corner.
     *
     * @param line 1-based number of the line within the page
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LineBox(int line, float x, float y, float width, float height) {}
}
