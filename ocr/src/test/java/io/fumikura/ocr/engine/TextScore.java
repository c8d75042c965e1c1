package io.fumikura.ocr.engine;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/** Error rates after NFKC and without white space. */
final class TextScore {
    private TextScore() {}

    static double errorRate(String truth, String read) {
        int[] a = plain(truth);
        int[] b = plain(read);
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
        return (double) row[b.length] / Math.max(1, a.length);
    }

    /** The share of the characters that were read, wherever. */
    static double recall(String truth, String read) {
        Map<Integer, Integer> left = new HashMap<>();
        for (int point : plain(read)) {
            left.merge(point, 1, Integer::sum);
        }
        int[] expected = plain(truth);
        int found = 0;
        for (int point : expected) {
            if (left.merge(point, -1, Integer::sum) >= 0) {
                found++;
            }
        }
        return (double) found / Math.max(1, expected.length);
    }

    static int[] plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .filter(point -> !Character.isWhitespace(point) && point != 0x3000)
                .toArray();
    }
}
