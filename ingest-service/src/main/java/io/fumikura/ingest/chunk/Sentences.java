package io.fumikura.ingest.chunk;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into sentences. ICU finds the candidates: it knows 。 as well as the full stop, and the
 * abbreviations that a full stop may stand after. A cut inside a quotation or brackets is taken
 * back, so that 「…。…。」 stays with its sentence. Used by one thread at a time.
 */
final class Sentences {
    private static final String OPENING = "「『（(【《〈“［[";
    private static final String CLOSING = "」』）)】》〉”］]";

    /** After a quotation these go on with the sentence: 「…。」と言った。 */
    private static final String GOES_ON = "とをがはもにでやへのかなっ、，";

    /** A bracket still open after so many characters was probably never meant to be closed. */
    private static final int MAX_BRACKETED = 300;

    /** What is shorter is a number or a mark in front of the sentence: １． */
    private static final int MARK = 3;

    /** Not in ICU's list. */
    private static final List<String> ABBREVIATIONS =
            List.of(
                    "Dr.", "Prof.", "Fig.", "Figs.", "No.", "Nos.", "vol.", "Vol.", "pp.", "cf.",
                    "Eq.", "Sec.", "Ref.", "vs.", "al.", "approx.", "Co.", "Ltd.", "Inc.", "St.");

    private final BreakIterator candidates = candidates();
    private final BreakIterator places = BreakIterator.getLineInstance(ULocale.JAPANESE);

    /** A part of a text; {@code end} is exclusive. */
    record Span(int start, int end) {}

    private static BreakIterator candidates() {
        FilteredBreakIteratorBuilder builder =
                FilteredBreakIteratorBuilder.getInstance(ULocale.ENGLISH);
        ABBREVIATIONS.forEach(builder::suppressBreakAfter);
        return builder.wrapIteratorWithFilter(BreakIterator.getSentenceInstance(ULocale.JAPANESE));
    }

    /** Spans that cover the whole text, in order. */
    List<Span> of(String text) {
        candidates.setText(text);
        List<Span> spans = new ArrayList<>();
        int start = 0;
        int depth = 0;
        int scanned = 0;
        for (int end = candidates.next(); end != BreakIterator.DONE; end = candidates.next()) {
            for (; scanned < end; scanned++) {
                depth = depthAfter(text.charAt(scanned), depth);
            }
            boolean ends = depth == 0 && !goesOn(text, end) && !isMark(text, start, end);
            if (ends || end - start > MAX_BRACKETED || end == text.length()) {
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

    private static boolean goesOn(String text, int end) {
        return end < text.length()
                && CLOSING.indexOf(text.charAt(end - 1)) >= 0
                && GOES_ON.indexOf(text.charAt(end)) >= 0;
    }

    private static boolean isMark(String text, int start, int end) {
        return text.charAt(end - 1) != '\n' && text.substring(start, end).strip().length() <= MARK;
    }

    /** Cuts hard, at places where a line may be broken, into parts of at most {@code max}. */
    List<String> cut(String text, int max) {
        if (text.length() <= max) {
            return List.of(text);
        }
        places.setText(text);
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (text.length() - start > max) {
            int end = places.preceding(start + max + 1);
            if (end == BreakIterator.DONE || end <= start) {
                end = start + max;
                if (max > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
                    end--;
                }
            }
            parts.add(text.substring(start, end));
            start = end;
        }
        parts.add(text.substring(start));
        return parts;
    }
}
