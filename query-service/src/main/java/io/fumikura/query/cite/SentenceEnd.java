package io.fumikura.query.cite;

/** Where a sentence ends, in Japanese and in English: one rule for what is quoted and checked. */
public final class SentenceEnd {
    private static final String MARKS = "。！？!?";

    /** Shorter words before a full stop are abbreviations: "No. 5", "Mr. Tanaka". */
    private static final int SHORTEST_LAST_WORD = 4;

    private SentenceEnd() {}

    /** Whether the character there is the last of a sentence, citations behind it left aside. */
    public static boolean isAt(String text, int at) {
        char character = text.charAt(at);
        if (MARKS.indexOf(character) >= 0) {
            return true;
        }
        if (character != '.') {
            return false;
        }
        boolean followed = at + 1 < text.length();
        if (followed && " [".indexOf(text.charAt(at + 1)) < 0) {
            return false;
        }
        int word = at;
        while (word > 0 && Character.isLetter(text.charAt(word - 1))) {
            word--;
        }
        boolean citesBefore = at > 0 && text.charAt(at - 1) == ']';
        return citesBefore || at - word >= SHORTEST_LAST_WORD;
    }
}
