package io.fumikura.query.cite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a sentence ends, in Japanese and in English: one rule for what is quoted and checked.
 * Java's own {@link java.text.BreakIterator} knows neither abbreviations ("Mr. Sato" would be two
 * sentences) nor citations behind a full stop.
 */
public final class SentenceEnd {
    private static final String MARKS = "。！？!?";
    private static final String OPENING = "「『（(";
    private static final String CLOSING = "」』）)";

    /** A longer word before a full stop is no abbreviation, but for those we know. */
    private static final int LONGEST_SHORT_WORD = 3;

    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    "mr", "mrs", "ms", "dr", "prof", "st", "inc", "ltd", "co", "corp", "dept",
                    "incl", "approx", "vs", "cf", "al", "e.g", "i.e");

    /** Some of which are words, too: "No. 5", but "The answer is no." */
    private static final Set<String> ABBREVIATIONS_BEFORE_A_NUMBER =
            Set.of(
                    "no", "nos", "vol", "fig", "figs", "sec", "art", "ch", "p", "pp", "eq", "ref",
                    "ver", "ext", "tel", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
                    "sept", "oct", "nov", "dec");

    /**
     * Of a list's item, a section or a figure, where a line begins with it: "1.", "2.3.", "図1.".
     */
    private static final Pattern LABEL = Pattern.compile("\\p{IsHan}{0,2}[0-9]+(?:\\.[0-9]+)*");

    private static final Pattern INITIAL = Pattern.compile("(?:\\p{Lu}\\.)*\\p{Lu}");

    private SentenceEnd() {}

    /**
     * The last characters of all sentences, ascending. A line's end is one, too; inside brackets
     * there is none: 「…。…」 is one sentence's quotation. What follows the last is a sentence without
     * an end.
     */
    static List<Integer> in(String text) {
        List<Integer> ends = new ArrayList<>();
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\n') {
                depth = 0;
                ends.add(at);
            } else if (OPENING.indexOf(character) >= 0) {
                depth++;
            } else if (CLOSING.indexOf(character) >= 0) {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && isAt(text, at)) {
                ends.add(at);
            }
        }
        return ends;
    }

    /** All of the text, sentence by sentence, white space between them included. */
    public static List<String> split(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        for (int last : in(text)) {
            sentences.add(text.substring(start, last + 1));
            start = last + 1;
        }
        if (start < text.length()) {
            sentences.add(text.substring(start));
        }
        return sentences;
    }

    /** Whether the character there is the last of a sentence, citations behind it left aside. */
    public static boolean isAt(String text, int at) {
        char character = text.charAt(at);
        if (MARKS.indexOf(character) >= 0) {
            return true;
        }
        if (character != '.') {
            return false;
        }
        int next = at + 1;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        if (citationAt(text, next)) {
            return true;
        }
        boolean last = next == text.length();
        if (next == at + 1 && !last) {
            return false;
        }
        return endsWith(text, at, last ? ' ' : text.charAt(next));
    }

    private static boolean endsWith(String text, int at, char next) {
        int start = at;
        while (start > 0 && isInWord(text, start - 1)) {
            start--;
        }
        String written = text.substring(start, at);
        String word = written.toLowerCase(Locale.ROOT);
        if (ABBREVIATIONS.contains(word) || INITIAL.matcher(written).matches()) {
            return false;
        }
        if (Character.isDigit(next) && ABBREVIATIONS_BEFORE_A_NUMBER.contains(word)) {
            return false;
        }
        if (LABEL.matcher(word).matches() && begins(text, start)) {
            return false;
        }
        return word.length() > LONGEST_SHORT_WORD
                || text.charAt(Math.max(0, at - 1)) == ']'
                || !Character.isLowerCase(next);
    }

    /** Whether a line or sentence begins there. */
    private static boolean begins(String text, int at) {
        int before = at - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return before < 0
                || text.charAt(before) == '\n'
                || text.charAt(before) == ']'
                || isAt(text, before);
    }

    /** Letters, digits and the full stops within "e.g." and "3.5". */
    private static boolean isInWord(String text, int at) {
        return Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.';
    }

    private static boolean citationAt(String text, int at) {
        return CitationCheck.WRITTEN.matcher(text).region(at, text.length()).lookingAt();
    }
}
