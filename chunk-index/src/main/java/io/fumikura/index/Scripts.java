package io.fumikura.index;

import java.util.function.IntPredicate;

/** Which script a character belongs to, after normalisation. */
final class Scripts {

    private static final int LONG_VOWEL = 'ー';
    private static final int ITERATION = '々';

    private Scripts() {}

    static boolean isKatakana(int character) {
        return (character >= 'ァ' && character <= 'ヺ') || character == LONG_VOWEL;
    }

    static boolean isHiragana(int character) {
        return character >= 'ぁ' && character <= 'ゖ';
    }

    static boolean isKanji(int character) {
        return Character.isIdeographic(character) || character == ITERATION;
    }

    static boolean isJapanese(int character) {
        return isKanji(character) || isKatakana(character) || isHiragana(character);
    }

    static boolean isLatin(int character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    static boolean all(String text, IntPredicate script) {
        return !text.isEmpty() && text.codePoints().allMatch(script);
    }

    static boolean any(String text, IntPredicate script) {
        return text.codePoints().anyMatch(script);
    }
}
