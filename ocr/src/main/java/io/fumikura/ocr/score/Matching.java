package io.fumikura.ocr.score;

import io.fumikura.ocr.geometry.Quad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the places that were found is which of those that are there: each once at most. */
final class Matching {
    /** Of less, two places are not the same; the custom of detection tasks. */
    static final double LEAST = 0.5;

    private Matching() {}

    /** By number of what was found, the number of what is there; the closest pairs first. */
    static Map<Integer, Integer> of(List<Quad> found, List<Quad> there) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            for (int j = 0; j < there.size(); j++) {
                double overlap = Overlap.of(found.get(i), there.get(j));
                if (overlap >= LEAST) {
                    pairs.add(new Pair(i, j, overlap));
                }
            }
        }
        pairs.sort(
                Comparator.comparingDouble(Pair::overlap)
                        .reversed()
                        .thenComparingInt(Pair::found)
                        .thenComparingInt(Pair::there));
        Map<Integer, Integer> matched = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (!matched.containsKey(pair.found()) && taken.add(pair.there())) {
                matched.put(pair.found(), pair.there());
            }
        }
        return matched;
    }

    private record Pair(int found, int there, double overlap) {}
}
