package io.fumikura.ingest.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts the lines of a paragraph together again. A line that was broken because it was full runs on:
 * without a blank between Japanese characters, with one between words. A line that ends early, or
 * at the end of a sentence, keeps its break.
 */
public final class LineJoiner {
    /** A line at least this share of the longest one counts as full. */
    private static final double FULL = 0.7;

    /** Lines shorter than this are not running text. */
    private static final int MIN_FULL = 20;

    private LineJoiner() {}

    /**
     * @param starts where each line begins in the text, in order
     */
    public record Joined(String text, List<Integer> starts) {
        public Joined {
            starts = List.copyOf(starts);
        }

        /** Index of the line that holds this place of the text. */
        public int lineAt(int offset) {
            int line = 0;
            while (line + 1 < starts.size() && starts.get(line + 1) <= offset) {
                line++;
            }
            return line;
        }
    }

    public static Joined join(List<Line> lines) {
        int longest = lines.stream().mapToInt(line -> line.text().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).text().strip();
            if (i > 0) {
                text.append(between(text, line, lines.get(i - 1).text().length(), longest));
            }
            starts.add(text.length());
            text.append(line);
        }
        return new Joined(text.toString(), starts);
    }

    private static String between(CharSequence before, String after, int length, int longest) {
        if (before.isEmpty() || after.isEmpty()) {
            return "";
        }
        char last = before.charAt(before.length() - 1);
        boolean full = longest >= MIN_FULL && length >= FULL * longest;
        if (!full || "。！？".indexOf(last) >= 0) {
            return "\n";
        }
        return blankBetween(last, after.charAt(0));
    }

    private static String blankBetween(char last, char first) {
        return wide(last) && wide(first) ? "" : " ";
    }

    /** Two halves of a sentence, neither of them empty, as one. */
    public static String runOn(String before, String after) {
        return before + blankBetween(before.charAt(before.length() - 1), after.charAt(0)) + after;
    }

    /** Japanese and Chinese characters and their punctuation, which are written without blanks. */
    static boolean wide(char c) {
        return (c >= '\u3000' && c <= '\u9fff')
                || (c >= '\uf900' && c <= '\ufaff')
                || c >= '\uff00'
                || Character.isSurrogate(c);
    }
}
