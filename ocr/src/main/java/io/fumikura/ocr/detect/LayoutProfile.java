package io.fumikura.ocr.detect;

import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.image.Colour;
import io.fumikura.ocr.image.Normalisation;
import java.util.List;
import java.util.Map;

/**
 * A graph that finds regions of a page: the page stretched to a square, rows of class, score and
 * box out, in some models with places in reading order.
 *
 * @param side of the square
 * @param labels by class id
 * @param blocks what regions of a label become; those without are dropped
 * @param figure the label of pictures
 */
public record LayoutProfile(
        String file,
        Colour colour,
        List<Double> mean,
        List<Double> std,
        int side,
        List<String> labels,
        Map<String, OcrBlockType> blocks,
        String figure,
        double threshold) {
    public LayoutProfile {
        labels = List.copyOf(labels);
        blocks = Map.copyOf(blocks);
        if (side < 1) {
            throw new IllegalArgumentException("layout.side is at least 1");
        }
        if (!labels.containsAll(blocks.keySet()) || !labels.contains(figure)) {
            throw new IllegalArgumentException(
                    "layout.blocks or layout.figure names a label that is not in layout.labels");
        }
    }

    Normalisation normalisation() {
        return new Normalisation(colour, mean, std);
    }
}
