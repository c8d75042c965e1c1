package io.fumikura.ingest.parse;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/** How far a text is from what it should be; blanks and the forms of characters do not count. */
final class TextDistance {
    private final String expected;
    private final String found;

    TextDistance(String expected, String found) {
        this.expected = plain(expected);
        this.found = plain(found);
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Z}]+", "");
    }

    int characters() {
        return expected.length();
    }

    /** Characters to be changed, added and taken away, as a share of those expected. */
    double errorRate() {
        int[] before = new int[found.length() + 1];
        int[] now = new int[found.length() + 1];
        for (int j = 0; j <= found.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= expected.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= found.length(); j++) {
                int same = expected.charAt(i - 1) == found.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], before[j]) + 1, before[j - 1] + same);
            }
            int[] done = before;
            before = now;
            now = done;
        }
        return (double) before[found.length()] / Math.max(1, expected.length());
    }

    /** Share of the expected characters that are there, wherever. */
    double recall() {
        Map<Integer, Integer> left = new HashMap<>();
        found.chars().forEach(c -> left.merge(c, 1, Integer::sum));
        long there = expected.chars().filter(c -> left.merge(c, -1, Integer::sum) >= 0).count();
        return (double) there / Math.max(1, expected.length());
    }
}
