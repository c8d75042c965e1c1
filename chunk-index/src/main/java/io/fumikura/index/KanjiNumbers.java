package io.fumikura.index;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kanji numbers that count or name something (第十二条, 二〇二四年), as decimal digits. */
final class KanjiNumbers {

    private static final String DIGITS = "〇一二三四五六七八九";

    /** Only before these is a run of number characters surely a number, not part of a word. */
    private static final Pattern COUNTED =
            Pattern.compile("([〇一二三四五六七八九十百千]{1,9})(?=[条項号章節編款目年月日回版部巻期])");

    private KanjiNumbers() {}

    static List<String> valuesIn(String text) {
        List<String> values = new ArrayList<>();
        Matcher counted = COUNTED.matcher(text);
        while (counted.find()) {
            values.add(value(counted.group(1)));
        }
        return values;
    }

    /** 十二 is 12, 百二十三 is 123; without unit characters the digits stand side by side. */
    static String value(String kanji) {
        boolean positional = kanji.chars().allMatch(character -> DIGITS.indexOf(character) >= 0);
        return positional ? sideBySide(kanji) : Long.toString(sum(kanji));
    }

    private static String sideBySide(String kanji) {
        StringBuilder digits = new StringBuilder();
        kanji.chars().map(DIGITS::indexOf).forEach(digits::append);
        return digits.toString();
    }

    private static long sum(String kanji) {
        long sum = 0;
        long digit = 0;
        for (int i = 0; i < kanji.length(); i++) {
            char character = kanji.charAt(i);
            long unit = unit(character);
            if (unit == 1) {
                digit = digit * 10 + DIGITS.indexOf(character);
            } else {
                sum += Math.max(digit, 1) * unit;
                digit = 0;
            }
        }
        return sum + digit;
    }

    private static long unit(char character) {
        return switch (character) {
            case '十' -> 10;
            case '百' -> 100;
            case '千' -> 1000;
            default -> 1;
        };
    }
}
