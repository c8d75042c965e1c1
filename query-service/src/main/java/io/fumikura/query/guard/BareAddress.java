package io.fumikura.query.guard;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Addresses without a scheme, of which programs make links as well: the name of a host with
 * something behind it ({@code intra.example.jp/a}), and an address of mail. They are known by their
 * middle, the last dot of the host or the {@code @}, so that no word has to be held back for what
 * may follow it. The name of a host alone is none: {@code setup.py} and {@code end.In} are such;
 * and a number needs a path behind it: {@code main.rs:5} is a line.
 */
final class BareAddress {
    /** Those of countries, and those that most addresses have; {@code report.pdf/} has none. */
    private static final String TOP_LEVEL =
            Stream.concat(
                            Stream.of(Locale.getISOCountries()),
                            Stream.of(
                                    "app", "biz", "blog", "click", "cloud", "club", "com", "dev",
                                    "edu", "eu", "gov", "icu", "info", "int", "link", "live", "mil",
                                    "mobi", "name", "net", "online", "org", "page", "pro", "shop",
                                    "site", "space", "store", "tech", "top", "uk", "website",
                                    "work", "xyz"))
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining("|"));

    private static final Pattern MIDDLE =
            Pattern.compile(
                    "\\.(?:"
                            + TOP_LEVEL
                            + ")(?=/|:[0-9]{1,5}/|\\?[a-z0-9])"
                            + "|@(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,63}",
                    Pattern.CASE_INSENSITIVE);

    private static final String IN_NAMES = "._%+-";

    private BareAddress() {}

    static boolean isMiddle(char character) {
        return character == '.' || character == '@';
    }

    /** Whether it is looking at the middle of one, and when it has hit the end, whether so far. */
    static Matcher at(CharSequence text, int at) {
        return MIDDLE.matcher(text).region(at, text.length());
    }

    /** Where the one ends whose middle was found there. */
    static int end(Matcher found, CharSequence text, int at) {
        return text.charAt(at) == '@' ? found.end() : Links.end(text, at);
    }

    /** Where the name begins that ends there, in front of the middle of an address. */
    static int begin(CharSequence text, int end) {
        int begin = end;
        while (begin > 0 && isOfName(text.charAt(begin - 1))) {
            begin--;
        }
        while (begin < end && IN_NAMES.indexOf(text.charAt(begin)) >= 0) {
            begin++;
        }
        return begin;
    }

    static boolean isOfName(char character) {
        return character < 128
                && (Character.isLetterOrDigit(character) || IN_NAMES.indexOf(character) >= 0);
    }
}
