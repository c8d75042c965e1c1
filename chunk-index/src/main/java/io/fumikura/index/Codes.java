package io.fumikura.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Part numbers, versions, file names and the like, which a morphological analyser takes apart, as
 * wholes. One with letters and digits is the same with and without its separators (ABC-1234/X,
 * ABC1234X) but for the dot (v1.2.3), and is also found by its beginning (ABC-1234).
 */
final class Codes {

    private static final Pattern JOINED = Pattern.compile("[A-Za-z0-9]+(?:[-_./:#+][A-Za-z0-9]+)+");
    private static final Pattern MIXED =
            Pattern.compile(
                    "(?<![A-Za-z0-9])(?:[A-Za-z]+[0-9]|[0-9]+[A-Za-z])[A-Za-z0-9]*(?![A-Za-z0-9])");
    private static final Pattern LANGUAGE =
            Pattern.compile("(?<![A-Za-z0-9])[A-Za-z](?:\\+\\+|#)(?![A-Za-z0-9])");
    private static final Pattern SEPARATOR = Pattern.compile("[-_./:#+]");

    private Codes() {}

    /** In lower case. */
    static List<String> in(String normal) {
        List<String> codes = new ArrayList<>();
        JOINED.matcher(normal)
                .results()
                .map(MatchResult::group)
                .forEach(code -> addJoined(codes, code.toLowerCase(Locale.ROOT)));
        MIXED.matcher(normal)
                .results()
                .forEach(found -> codes.add(found.group().toLowerCase(Locale.ROOT)));
        LANGUAGE.matcher(normal)
                .results()
                .forEach(found -> codes.add(found.group().toLowerCase(Locale.ROOT)));
        return codes;
    }

    private static void addJoined(List<String> codes, String code) {
        if (code.chars().noneMatch(Character::isDigit)
                || code.chars().noneMatch(Scripts::isLatin)) {
            codes.add(code);
            return;
        }
        Matcher separator = SEPARATOR.matcher(code);
        StringBuilder beginning = new StringBuilder();
        int start = 0;
        while (separator.find()) {
            beginning.append(code, start, separator.start());
            if (start > 0) {
                codes.add(beginning.toString());
            }
            // The dot stays, or version 1.23 would be 12.3.
            beginning.append(separator.group().equals(".") ? "." : "");
            start = separator.end();
        }
        codes.add(beginning.append(code, start, code.length()).toString());
    }
}
