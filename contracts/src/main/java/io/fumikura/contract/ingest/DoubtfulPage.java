package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.UUID;

/**
 * A page that OCR was not sure of.
 *
 * @param title of the document
 * @param page 1-based
 * @param confidence 0 to 1, of its lines by their length
 * @param worstLines a few of its lines, the least sure first
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DoubtfulPage(
        UUID documentId, String title, int page, float confidence, List<Line> worstLines) {

    /**
     * @param number 1-based within the page
     */
    public record Line(int number, String text, float confidence) {}
}
