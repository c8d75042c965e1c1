package io.fumikura.ocr;

import io.fumikura.ocr.geometry.Box;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was read on a page. Coordinates are pixels of the page after {@code rotation}, from its top
 * left corner.
 *
 * @param width of the page after rotation
 * @param dpi null where the picture does not say it
 * @param skewDegrees how far the lines are turned clockwise from the axes
 * @param rotation 0, 90, 180 or 270: the picture was turned clockwise by so much before it was read
 * @param mainDirection of the larger part of the text
 * @param blocks in reading order
 * @param figures places of pictures, where the profile finds them
 * @param warnings what could not be done, in words
 * @param profile what read it
 */
public record OcrPage(
        int width,
        int height,
        @Nullable Double dpi,
        double skewDegrees,
        int rotation,
        Direction mainDirection,
        List<OcrBlock> blocks,
        List<Box> figures,
        List<String> warnings,
        String profile) {
    public OcrPage {
        blocks = List.copyOf(blocks);
        figures = List.copyOf(figures);
        warnings = List.copyOf(warnings);
    }

    /** All lines in reading order. */
    public List<OcrLine> lines() {
        return blocks.stream().flatMap(block -> block.lines().stream()).toList();
    }

    /** Blocks by line feeds, cells of a table by tabs; headers and footers included. */
    public String text() {
        return blocks.stream()
                .map(OcrBlock::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
