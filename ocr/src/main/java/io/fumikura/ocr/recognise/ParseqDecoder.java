package io.fumikura.ocr.recognise;

import io.fumikura.ocr.OcrLine.Flag;
import java.util.ArrayList;
import java.util.List;

/** The best class of each position up to the first end. */
final class ParseqDecoder {
    static final int END = 0;

    private final List<String> characters;

    /**
     * @param characters class 1 is the first
     */
    ParseqDecoder(List<String> characters) {
        this.characters = List.copyOf(characters);
    }

    int classes() {
        return characters.size() + 1;
    }

    /** The token that stands before the first character. */
    int start() {
        return characters.size() + 1;
    }

    static int best(float[] logits, int offset, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (logits[offset + c] > logits[offset + best]) {
                best = c;
            }
        }
        return best;
    }

    String character(int id) {
        return characters.get(id - 1);
    }

    /**
     * @param logits [positions x classes]
     * @param positions that were computed
     */
    Reading decode(float[] logits, int positions, String recogniser) {
        int classes = classes();
        List<String> read = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        double log = 0;
        int counted = 0;
        boolean ended = false;
        for (int p = 0; p < positions && !ended; p++) {
            int id = best(logits, p * classes, classes);
            double probability = probability(logits, p * classes, id);
            log += Math.log(Math.max(probability, 1e-12));
            counted++;
            ended = id == END;
            if (!ended) {
                read.add(character(id));
                probabilities.add(probability);
            }
        }
        double logp = counted == 0 ? 0 : log / counted;
        Reading reading =
                new Reading(
                        CharacterWidths.spread(read, probabilities),
                        read.isEmpty() ? 0 : Math.exp(logp),
                        logp,
                        recogniser,
                        List.of(),
                        true);
        return ended ? reading : reading.with(Flag.TRUNCATED);
    }

    private double probability(float[] logits, int offset, int id) {
        double largest = logits[offset + id];
        double sum = 0;
        for (int c = 0; c < classes(); c++) {
            sum += Math.exp(logits[offset + c] - largest);
        }
        return 1 / sum;
    }
}
