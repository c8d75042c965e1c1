package io.fumikura.ingest.parse.pdf;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the lines of a page that are printed on the pages around it, too: headers, footers, page
 * numbers. A line near the upper or lower edge is one when the same words stand at the same height
 * of two pages nearby; numbers in it may count with the pages. A line that is nothing but a number
 * needs one such page only.
 */
final class RunningLines {
    /** How many pages before and after are looked at: odd and even pages may differ. */
    static final int REACH = 4;

    /** The part of a page's height, at both ends, where such lines stand. */
    private static final float EDGE = 0.1f;

    /** Points by which the height may differ. */
    private static final float SAME_PLACE = 6;

    private static final int NEEDED = 2;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** 12, - 12 -, 12 / 30, p. 12, 12ページ, iv. */
    private static final Pattern ONLY_NUMBER =
            Pattern.compile(
                    "(?i)[^\\p{L}\\p{N}]*(?:p|page|頁)?[^\\p{L}\\p{N}]*(?:[0-9]{1,5}|[ivxl]{1,7})"
                            + "(?:[^\\p{L}\\p{N}]*(?:of)?[^\\p{L}\\p{N}]*[0-9]{1,5})?[^\\p{L}\\p{N}]*(?:ページ|頁|page)?"
                            + "[^\\p{L}\\p{N}]*");

    private RunningLines() {}

    /** A page before its lines have numbers. */
    record Sheet(int number, float width, float height, List<PdfLine> lines, boolean needsOcr) {
        Sheet(int number, float width, float height, List<PdfLine> lines) {
            this(number, width, height, lines, false);
        }

        Sheet {
            lines = List.copyOf(lines);
        }
    }

    /** Indices of the lines of this page that run over the pages nearby. */
    static Set<Integer> of(Sheet page, Collection<Sheet> nearby) {
        Set<Integer> running = new HashSet<>();
        for (int i = 0; i < page.lines().size(); i++) {
            PdfLine line = page.lines().get(i);
            if (isAtEdge(line, page)) {
                String text = normalised(line);
                int needed = ONLY_NUMBER.matcher(text).matches() ? 1 : NEEDED;
                long found =
                        nearby.stream().filter(other -> repeats(page, line, text, other)).count();
                if (found >= needed) {
                    running.add(i);
                }
            }
        }
        return running;
    }

    private static boolean isAtEdge(PdfLine line, Sheet page) {
        float middle = (line.place().top() + line.place().bottom()) / 2;
        return middle < EDGE * page.height() || middle > (1 - EDGE) * page.height();
    }

    private static boolean repeats(Sheet page, PdfLine line, String text, Sheet other) {
        for (PdfLine candidate : other.lines()) {
            if (Math.abs(candidate.place().top() - line.place().top()) <= SAME_PLACE
                    && isAtEdge(candidate, other)
                    && sameWords(text, normalised(candidate), other.number() - page.number())) {
                return true;
            }
        }
        return false;
    }

    /** Equal, but for numbers that grow as the pages do. */
    private static boolean sameWords(String text, String other, int pages) {
        if (text.equals(other)) {
            return !text.isEmpty();
        }
        if (!NUMBER.matcher(text).replaceAll("#").equals(NUMBER.matcher(other).replaceAll("#"))) {
            return false;
        }
        Iterator<MatchResult> others = NUMBER.matcher(other).results().iterator();
        return NUMBER.matcher(text)
                .results()
                .allMatch(
                        number -> {
                            int before = Integer.parseInt(number.group());
                            int after = Integer.parseInt(others.next().group());
                            return after == before || after - before == pages;
                        });
    }

    private static String normalised(PdfLine line) {
        return Normalizer.normalize(line.text(), Normalizer.Form.NFKC).replaceAll("\\s+", "");
    }
}
