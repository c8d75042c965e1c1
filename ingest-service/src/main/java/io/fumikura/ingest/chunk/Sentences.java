package io.fumikura.ingest.chunk;

import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts text into sentences. ICU finds the candidates (it knows 。 as well as the full stop); a cut
 * inside a quotation or brackets is taken back, so that 「…。…。」 stays with its sentence.
 */
final class Sentences {
    private static final String OPENING = "「『（(【《〈“";
    private static final String CLOSING = "」』）)】》〉”";

    /** A bracket still open after so many characters was probably never meant to be closed. */
    private static final int MAX_BRACKETED = 300;

    private Sentences() {}

    /** A part of a text; {@code end} is exclusive. */
    record Span(int start, int end) {}

    /** Spans that cover the whole text, in order. */
    static List<Span> of(String text) {
        BreakIterator candidates = BreakIterator.getSentenceInstance(Locale.JAPANESE);
        candidates.setText(text);
        List<Span> spans = new ArrayList<>();
        int start = 0;
        int depth = 0;
        int scanned = 0;
        for (int end = candidates.next(); end != BreakIterator.DONE; end = candidates.next()) {
            for (; scanned < end; scanned++) {
                depth = depthAfter(text.charAt(scanned), depth);
            }
            if (depth == 0 || end - start > MAX_BRACKETED || end == text.length()) {
                spans.add(new Span(start, end));
                start = end;
                depth = 0;
            }
        }
        return spans;
    }

    private static int depthAfter(char c, int depth) {
        if (OPENING.indexOf(c) >= 0) {
            return depth + 1;
        }
        return CLOSING.indexOf(c) >= 0 && depth > 0 ? depth - 1 : depth;
    }

    /** Cuts hard, at places where a line may be broken, into parts of at most {@code max}. */
    static List<Span> cut(String text, Span span, int max) {
        if (span.end() - span.start() <= max) {
            return List.of(span);
        }
        BreakIterator places = BreakIterator.getLineInstance(Locale.JAPANESE);
        places.setText(text);
        List<Span> parts = new ArrayList<>();
        int start = span.start();
        while (span.end() - start > max) {
            int end = places.preceding(start + max + 1);
            if (end == BreakIterator.DONE || end <= start) {
                end = start + max;
                if (Character.isHighSurrogate(text.charAt(end - 1))) {
                    end--;
                }
            }
            parts.add(new Span(start, end));
            start = end;
        }
        parts.add(new Span(start, span.end()));
        return parts;
    }
}
