package io.fumikura.ocr.detect;

import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.image.Colour;
import io.fumikura.ocr.image.Normalisation;
import java.util.List;
import java.util.Map;

/**
 * A detector of the DETR family with its post-processing in the graph: the page in the upper left
 * corner of a black square.
 *
 * @param labels by class id; what the graph gives is class id + {@code labelOffset}
 * @param lineLabels those that are lines
 * @param blocks what the others are
 * @param lengthClasses whether a fourth output guesses the length of a line
 * @param overlap of the smaller of two boxes: beyond it the one of lower score is dropped
 */
public record DetrProfile(
        String file,
        Colour colour,
        List<Double> mean,
        List<Double> std,
        int labelOffset,
        List<String> labels,
        List<String> lineLabels,
        Map<String, OcrBlockType> blocks,
        boolean lengthClasses,
        double threshold,
        double overlap)
        implements DetectorProfile {
    public DetrProfile {
        labels = List.copyOf(labels);
        lineLabels = List.copyOf(lineLabels);
        blocks = Map.copyOf(blocks);
        if (!labels.containsAll(lineLabels) || !labels.containsAll(blocks.keySet())) {
            throw new IllegalArgumentException(
                    "detector.line_labels and detector.blocks name a label that is not in"
                            + " detector.labels");
        }
    }

    @Override
    public Normalisation normalisation() {
        return new Normalisation(colour, mean, std);
    }
}
