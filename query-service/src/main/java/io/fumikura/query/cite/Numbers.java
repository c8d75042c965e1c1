package io.fumikura.query.cite;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of a text by their value: {@code 12,800}, {@code １２８００}, {@code 1万2千8百} and {@code
 * 一万二千八百} are one.
 */
final class Numbers {
    private static final String KANJI = "〇一二三四五六七八九";
    private static final Pattern RUN =
            Pattern.compile("[0-9〇一二三四五六七八九十百千万億](?:[,.](?=[0-9])|[0-9〇一二三四五六七八九十百千万億])*");
    private static final Pattern DIGIT = Pattern.compile(".*[0-9].*");

    private Numbers() {}

    /** Those with at least one digit in them: 十分 and 一部 are words more often than numbers. */
    static Set<BigDecimal> stated(String text) {
        return values(text, false);
    }

    /** Those a reader may take for numbers, written in kanji alone included. */
    static Set<BigDecimal> readable(String text) {
        return values(text, true);
    }

    private static Set<BigDecimal> values(String text, boolean kanjiAlone) {
        Set<BigDecimal> values = new HashSet<>();
        Matcher run = RUN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
        while (run.find()) {
            if (kanjiAlone || DIGIT.matcher(run.group()).matches()) {
                values.add(value(run.group().replace(",", "")).stripTrailingZeros());
            }
        }
        return values;
    }

    /** Sections of ten thousand, within them units of ten, hundred and thousand. */
    private static BigDecimal value(String run) {
        BigDecimal whole = BigDecimal.ZERO;
        BigDecimal section = BigDecimal.ZERO;
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < run.length(); i++) {
            char character = run.charAt(i);
            int kanji = KANJI.indexOf(character);
            if (kanji >= 0) {
                digits.append(kanji);
            } else if (character == '.' || Character.isDigit(character)) {
                digits.append(character);
            } else if (character == '万' || character == '億') {
                section = section.add(number(digits, section.signum() == 0));
                whole = whole.add(section).multiply(new BigDecimal(unit(character)));
                section = BigDecimal.ZERO;
            } else {
                section =
                        section.add(number(digits, true).multiply(new BigDecimal(unit(character))));
            }
        }
        return whole.add(section).add(number(digits, false));
    }

    /** What was written before a unit; nothing before 百 means one hundred. */
    private static BigDecimal number(StringBuilder digits, boolean orOne) {
        String written = digits.toString();
        digits.setLength(0);
        if (written.isEmpty()) {
            return orOne ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        // A version number has more than one point; its first part is number enough.
        int second = written.indexOf('.', written.indexOf('.') + 1);
        return new BigDecimal(
                second > 0 && written.indexOf('.') > 0 ? written.substring(0, second) : written);
    }

    private static int unit(char character) {
        return switch (character) {
            case '十' -> 10;
            case '百' -> 100;
            case '千' -> 1000;
            case '万' -> 10_000;
            default -> 100_000_000;
        };
    }
}
