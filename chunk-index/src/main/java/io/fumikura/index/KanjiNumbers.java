package io.fumikura.index;

import java.math.BigDecimal;
import java.util.Map;

/** Numbers in kanji, in digits or in both (十二, 二〇二四, 1億2000万, 1.5億), as plain decimals. */
final class KanjiNumbers {

    /** What a number is written with; the pattern of a regular expression. */
    static final String PATTERN = "[0-9〇一二三四五六七八九十百千万億兆]+(?:\\.[0-9]+[十百千万億兆]*)?";

    private static final String DIGITS = "〇一二三四五六七八九";

    /** Multiply one digit: 二百三十 is 2 * 100 + 3 * 10. */
    private static final Map<Character, Long> SMALL = Map.of('十', 10L, '百', 100L, '千', 1000L);

    /** Multiply all that stands before them: 二千三百万 is 2300 * 10,000. */
    private static final Map<Character, Long> LARGE =
            Map.of('万', 10_000L, '億', 100_000_000L, '兆', 1_000_000_000_000L);

    private KanjiNumbers() {}

    static boolean isNumeral(int character) {
        return DIGITS.indexOf(character) >= 0
                || SMALL.containsKey((char) character)
                || LARGE.containsKey((char) character);
    }

    /** 十二 is 12, 百二十三 is 123; without unit characters the digits stand side by side. */
    static String value(String number) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal section = BigDecimal.ZERO;
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < number.length(); i++) {
            char character = number.charAt(i);
            Long small = SMALL.get(character);
            Long large = LARGE.get(character);
            if (small != null) {
                section = section.add(take(digits, 1).multiply(BigDecimal.valueOf(small)));
            } else if (large != null) {
                // 万 alone is 1 * 10,000.
                section = section.add(take(digits, section.signum() == 0 ? 1 : 0));
                sum = sum.add(section.multiply(BigDecimal.valueOf(large)));
                section = BigDecimal.ZERO;
            } else {
                int kanji = DIGITS.indexOf(character);
                digits.append(kanji < 0 ? character : (char) ('0' + kanji));
            }
        }
        BigDecimal value = sum.add(section).add(take(digits, 0));
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal take(StringBuilder digits, int ifNone) {
        BigDecimal taken =
                digits.length() == 0
                        ? BigDecimal.valueOf(ifNone)
                        : new BigDecimal(digits.toString());
        digits.setLength(0);
        return taken;
    }
}
