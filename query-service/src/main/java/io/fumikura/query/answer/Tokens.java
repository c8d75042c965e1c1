package io.fumikura.query.answer;

/**
 * How many tokens a text may have, without the model's tokeniser: never fewer than Qwen's makes of
 * ordinary Japanese and English, which is about two thirds of this. A prompt longer than the
 * context loses its beginning inside Ollama without a word, so the guess is on the safe side.
 */
final class Tokens {
    private static final double LATIN_LETTER = 0.4;

    private Tokens() {}

    static int atMost(String text) {
        return (int) Math.ceil(text.codePoints().mapToDouble(Tokens::weight).sum());
    }

    /** As much of the beginning of a text as has room. */
    static String cut(String text, int room) {
        double used = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            used += weight(point);
            if (used > room) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end);
    }

    /** Digits are a token each; what is outside the basic plane may be a token a byte. */
    private static double weight(int point) {
        if (point < 128) {
            return Character.isLetter(point) || point == ' ' ? LATIN_LETTER : 1;
        }
        return Character.isSupplementaryCodePoint(point) ? 3 : 1;
    }
}
