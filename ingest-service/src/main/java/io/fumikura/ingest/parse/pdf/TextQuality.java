package io.fumikura.ingest.parse.pdf;

import java.util.BitSet;
import java.util.IdentityHashMap;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Whether the text layer of a page is what one sees. It is garbage where the glyphs have no known
 * characters (fonts without a table for it), or characters nobody writes: private use, control and
 * replacement characters, or Western letters with accents and signs in a row, which is how text
 * looks that was taken for another encoding.
 */
final class TextQuality {
    /** Fewer glyphs than this prove nothing. */
    private static final int MIN_GLYPHS = 20;

    /** Share of bad glyphs from which on nothing is worth reading. */
    private static final float TOO_BAD = 0.3f;

    /** Share of letters with accents; no language of the West comes near it. */
    private static final float TOO_ACCENTED = 0.5f;

    private final IdentityHashMap<PDFont, Known> fonts = new IdentityHashMap<>();
    private int drawn;
    private int read;
    private int guessed;
    private int bad;
    private int accented;
    private int written;

    /**
     * Codes of a font that were looked up, and which of them have no character.
     *
     * @param numbersOnly the codes are numbers of glyphs of a font that is not there; PDFBox then
     *     takes the glyphs of another font
     */
    private record Known(BitSet asked, BitSet unknown, boolean numbersOnly) {
        static Known of(PDFont font) {
            return new Known(new BitSet(), new BitSet(), hasNumbersOnly(font));
        }
    }

    private static boolean hasNumbersOnly(PDFont font) {
        if (!(font instanceof PDType0Font composite) || font.isEmbedded()) {
            return false;
        }
        PDCIDSystemInfo system = composite.getDescendantFont().getCIDSystemInfo();
        return (system == null || "Identity".equals(system.getOrdering()))
                && !font.getCOSObject().containsKey(COSName.TO_UNICODE);
    }

    /** A glyph is on the page; {@link #read} follows where it has a character. */
    void drawn(PDFont font, int code) {
        drawn++;
        Known known = fonts.computeIfAbsent(font, Known::of);
        if (known.numbersOnly()) {
            guessed++;
        } else if (font instanceof PDSimpleFont && code >= 0 && code < 256) {
            if (!known.asked().get(code)) {
                known.asked().set(code);
                known.unknown().set(code, font.toUnicode(code) == null);
            }
            // PDFBox takes the code itself for the character.
            guessed += known.unknown().get(code) ? 1 : 0;
        }
    }

    void read(String text) {
        read++;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                continue;
            }
            written++;
            if (isBad(text, i)) {
                bad++;
            } else if (c >= 0x80 && c <= 0x24f) {
                accented++;
            }
        }
    }

    private static boolean isBad(String text, int i) {
        char c = text.charAt(i);
        if (Character.isSurrogate(c)) {
            int whole = text.codePointAt(i);
            return Character.isLowSurrogate(c)
                    ? i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))
                    : !Character.isSupplementaryCodePoint(whole)
                            || Character.getType(whole) == Character.PRIVATE_USE;
        }
        return switch (Character.getType(c)) {
            case Character.PRIVATE_USE, Character.UNASSIGNED, Character.CONTROL -> true;
            default -> c == 0xfffd;
        };
    }

    /** How many characters were read, blanks not counted. */
    int written() {
        return written;
    }

    boolean isGarbage() {
        if (drawn < MIN_GLYPHS) {
            return false;
        }
        int missing = drawn - read;
        return missing + guessed + bad > TOO_BAD * drawn || accented > TOO_ACCENTED * written;
    }
}
