package io.fumikura.index;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/**
 * One way of writing the characters of a text: NFKC (half and full width, ① and ㍻ become one),
 * today's kanji, Latin letters without accents, one dash inside codes, numbers without separators.
 */
final class NormalText {

    /** Any dash, also the long-vowel mark that a Japanese keyboard types in its place. */
    private static final Pattern DASH_IN_CODE =
            Pattern.compile(
                    "(?<=[A-Za-z0-9])[\\u2010-\\u2015\\u2212\\u30FC\\uFF70](?=[A-Za-z0-9])");

    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");

    /** Folding one character gives at most this many. */
    private static final int MAX_GROWTH = 4;

    private NormalText() {}

    static String of(String text) {
        String normal = folded(KanjiVariants.modern(nfkc(text)));
        normal = DASH_IN_CODE.matcher(normal).replaceAll("-");
        return THOUSANDS.matcher(normal).replaceAll("");
    }

    private static String nfkc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static String folded(String text) {
        char[] in = text.toCharArray();
        char[] out = new char[in.length * MAX_GROWTH];
        int length = ASCIIFoldingFilter.foldToASCII(in, 0, out, 0, in.length);
        return new String(out, 0, length);
    }
}
