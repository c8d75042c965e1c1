package io.fumikura.ocr.score;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What was read against what is there, character by character (code points), after NFKC and without
 * white space.
 *
 * @param expected characters that are there
 * @param read characters that were read
 * @param edits fewest insertions, deletions and changes that make one text of the other
 * @param found characters that are in both, wherever they stand
 */
public record TextScore(int expected, int read, int edits, int found) {
    public static TextScore of(String truth, String read) {
        int[] expected = plain(truth);
        int[] got = plain(read);
        return new TextScore(
                expected.length, got.length, distance(expected, got), shared(expected, got));
    }

    /** Of several pages as if they were one text. */
    public static TextScore sum(Collection<TextScore> pages) {
        return new TextScore(
                pages.stream().mapToInt(TextScore::expected).sum(),
                pages.stream().mapToInt(TextScore::read).sum(),
                pages.stream().mapToInt(TextScore::edits).sum(),
                pages.stream().mapToInt(TextScore::found).sum());
    }

    /** Edits for each character that is there; above 1 where much was read that is not there. */
    public double errorRate() {
        return (double) edits / Math.max(1, expected);
    }

    /** The share of the characters that are there. The order does not count. */
    public double recall() {
        return expected == 0 ? 1 : (double) found / expected;
    }

    /** The share of the characters that were read. The order does not count. */
    public double precision() {
        return read == 0 ? 1 : (double) found / read;
    }

    private static int[] plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .filter(point -> !Character.isWhitespace(point) && !Character.isSpaceChar(point))
                .toArray();
    }

    private static int distance(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int above = row[j];
                int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length];
    }

    private static int shared(int[] expected, int[] read) {
        Map<Integer, Integer> left = new HashMap<>();
        for (int point : read) {
            left.merge(point, 1, Integer::sum);
        }
        int found = 0;
        for (int point : expected) {
            if (left.merge(point, -1, Integer::sum) >= 0) {
                found++;
            }
        }
        return found;
    }
}
