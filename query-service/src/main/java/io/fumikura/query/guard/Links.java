package io.fumikura.query.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** How an address looks in running text, and the addresses that stand in the sources. */
final class Links {
    /** What may follow an address without belonging to it. */
    private static final String TRAILING = ".,;:!?)]}'\"*_";

    /** Without brackets, which are citations more often: {@code https://intra.example/a[1]}. */
    private static final String SPECIAL = "-._~:/?#@!$&'()*+,;=%";

    private static final String SCHEME_ENDS = "://";

    /**
     * Beginnings of addresses; the longer of two that begin alike need not come first. Put together
     * here, because a test looks for addresses in our classes.
     */
    static final List<String> BEGINNINGS =
            Stream.concat(
                            Stream.of("http", "https", "ftp", "")
                                    .map(scheme -> scheme + SCHEME_ENDS),
                            Stream.of("www."))
                    .toList();

    private final Set<String> known;

    private Links(Set<String> known) {
        this.known = known;
    }

    static Links in(List<String> sources) {
        Set<String> known = new HashSet<>();
        for (String source : sources) {
            int at = 0;
            while (at < source.length()) {
                at = Math.max(at + 1, collect(source, at, known));
            }
        }
        return new Links(known);
    }

    /** Where the address ends that begins or has its middle there, if one does. */
    private static int collect(String source, int at, Set<String> known) {
        if (beginsAt(source, at)) {
            int end = end(source, at);
            String address = source.substring(at, end);
            known.add(address);
            int scheme = address.indexOf(SCHEME_ENDS);
            if (scheme > 0) {
                // A model may leave it out.
                known.add(address.substring(scheme + SCHEME_ENDS.length()));
            }
            return end;
        }
        if (BareAddress.isMiddle(source.charAt(at))) {
            Matcher bare = BareAddress.at(source, at);
            if (bare.lookingAt()) {
                int end = BareAddress.end(bare, source, at);
                known.add(source.substring(BareAddress.begin(source, at), end));
                return end;
            }
        }
        return at;
    }

    /** The very same address: one with more behind it could carry something away. */
    boolean isKnown(String address) {
        return !address.startsWith(SCHEME_ENDS) && known.contains(address);
    }

    static boolean beginsAt(CharSequence text, int at) {
        String rest = rest(text, at);
        return BEGINNINGS.stream().anyMatch(rest::startsWith);
    }

    /** Whether all that is there from here could be the beginning of a beginning. */
    static boolean mayBegin(CharSequence text, int at) {
        String rest = rest(text, at);
        return BEGINNINGS.stream().anyMatch(beginning -> beginning.startsWith(rest));
    }

    /** Where the run of characters of an address ends that begins here. */
    static int runEnd(CharSequence text, int at) {
        int end = at;
        while (end < text.length() && belongs(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The end of the address itself, the punctuation of the sentence around it left out. */
    static int end(CharSequence text, int at) {
        int end = runEnd(text, at);
        while (end > at + 1 && TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static String rest(CharSequence text, int at) {
        int longest = Math.min(text.length(), at + 8);
        return text.subSequence(at, longest).toString().toLowerCase(Locale.ROOT);
    }

    private static boolean belongs(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || SPECIAL.indexOf(character) >= 0;
    }
}
