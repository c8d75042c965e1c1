package io.fumikura.index;

import java.util.Optional;

/**
 * The words that make up one number, which Kuromoji gives one by one (百, 二, 十, 三), collected to its
 * value. A number in digits stays as it is written, with its leading zeros.
 */
final class NumberRun {

    private static final String NUMBER = "名詞-数";

    private final StringBuilder written = new StringBuilder();
    private int end;

    static boolean isNumber(KuromojiWords.Word word) {
        return word.partOfSpeech().equals(NUMBER)
                && word.surface().chars().allMatch(NumberRun::isNumeral);
    }

    private static boolean isNumeral(int character) {
        return Character.isDigit(character) || KanjiNumbers.isNumeral(character);
    }

    boolean continuesWith(KuromojiWords.Word word) {
        return written.length() > 0 && word.start() == end && isNumber(word);
    }

    void add(KuromojiWords.Word word) {
        written.append(word.surface());
        end = word.start() + word.surface().length();
    }

    /** The number so far, empty when there is none; begins a new one. */
    Optional<String> end() {
        if (written.length() == 0) {
            return Optional.empty();
        }
        String number = written.toString();
        written.setLength(0);
        return Optional.of(
                number.chars().allMatch(Character::isDigit) ? number : KanjiNumbers.value(number));
    }
}
