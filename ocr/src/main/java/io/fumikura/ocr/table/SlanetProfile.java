package io.fumikura.ocr.table;

import io.fumikura.ocr.image.Colour;
import io.fumikura.ocr.image.Normalisation;
import java.util.List;

/**
 * A graph that writes the structure of a table as tokens, with a box for each cell.
 *
 * @param side of the square the table is brought to, its longer side first
 * @param tokens by class id; the first begins, the last ends
 */
public record SlanetProfile(
        String file,
        Colour colour,
        List<Double> mean,
        List<Double> std,
        int side,
        List<String> tokens) {
    public SlanetProfile {
        tokens = List.copyOf(tokens);
        if (side < 1 || tokens.size() < 3) {
            throw new IllegalArgumentException(
                    "table.side is at least 1 and table.tokens has at least 3 entries");
        }
    }

    Normalisation normalisation() {
        return new Normalisation(colour, mean, std);
    }
}
