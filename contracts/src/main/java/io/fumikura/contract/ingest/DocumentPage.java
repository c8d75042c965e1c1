package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page: its lines in reading order.
 *
 * @param number 1-based
 * @param width of the page as it is shown, in points (1/72 inch), which boxes are in, too; null
 *     where the format has no pages
 * @param height like {@code width}
 * @param hasImage whether {@code …/image} shows the page; formats without pages have text only
 * @param needsOcr what the page says is in a picture, or in a text layer that is garbage; the lines
 *     are what could be read nevertheless
 * @param ocrProblem why its picture was not read, though OCR is there; else null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DocumentPage(
        int number,
        @Nullable Float width,
        @Nullable Float height,
        boolean hasImage,
        boolean needsOcr,
        @Nullable String ocrProblem,
        List<Line> lines) {

    /**
     * @param number 1-based within the page
     * @param box left, top, right, bottom in points from the top left corner of the page as it is
     *     shown, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(int number, String text, @Nullable List<Float> box) {}
}
