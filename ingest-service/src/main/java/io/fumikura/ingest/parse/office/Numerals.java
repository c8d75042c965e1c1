package io.fumikura.ingest.parse.office;

import java.util.Locale;

/** Numbers of lists, as they are written. */
final class Numerals {
    private static final String AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
    private static final String IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";

    private Numerals() {}

    /**
     * @param kind as the format names it
     */
    static String write(int number, String kind) {
        return switch (kind) {
            case "lowerLetter" -> letter(number, "abcdefghijklmnopqrstuvwxyz");
            case "upperLetter" -> letter(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
            case "aiueo", "aiueoFullWidth" -> letter(number, AIUEO);
            case "iroha", "irohaFullWidth" -> letter(number, IROHA);
            case "lowerRoman" -> roman(number).toLowerCase(Locale.ROOT);
            case "upperRoman" -> roman(number);
            case "decimalFullWidth", "decimalFullWidth2" -> wide(number);
            case "decimalEnclosedCircle", "decimalEnclosedCircleChinese" ->
                    number >= 1 && number <= 20
                            ? String.valueOf((char) ('①' + number - 1))
                            : "" + number;
            case "decimalZero" -> number < 10 ? "0" + number : "" + number;
            case "japaneseCounting",
                    "japaneseDigitalTenThousand",
                    "chineseCounting",
                    "ideographDigital" ->
                    kanji(number);
            default -> Integer.toString(number);
        };
    }

    private static String letter(int number, String letters) {
        return number < 1
                ? Integer.toString(number)
                : String.valueOf(letters.charAt((number - 1) % letters.length()));
    }

    private static String wide(int number) {
        StringBuilder text = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) {
            text.append(digit == '-' ? '-' : (char) (digit - '0' + '０'));
        }
        return text.toString();
    }

    private static String kanji(int number) {
        if (number < 1 || number > 9999) {
            return Integer.toString(number);
        }
        StringBuilder text = new StringBuilder();
        int left = number;
        for (int unit = 1000, i = 0; unit >= 1; unit /= 10, i++) {
            int digit = left / unit;
            left %= unit;
            if (digit > 1 || (digit == 1 && unit == 1)) {
                text.append("一二三四五六七八九".charAt(digit - 1));
            }
            if (digit > 0 && unit > 1) {
                text.append("千百十".charAt(i));
            }
        }
        return text.toString();
    }

    private static String roman(int number) {
        if (number < 1 || number > 3999) {
            return Integer.toString(number);
        }
        String[] signs = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
        int[] values = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
        StringBuilder text = new StringBuilder();
        int left = number;
        for (int i = 0; i < values.length; i++) {
            while (left >= values[i]) {
                text.append(signs[i]);
                left -= values[i];
            }
        }
        return text.toString();
    }
}
