package io.fumikura.ingest.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSInteger;

/**
 * The codes that stand for letters on one page, in the order of their first use: with them any
 * letter of Unicode can be written in two bytes.
 */
final class LetterCodes {
    /** Latin, Greek, Cyrillic, … and the half-width forms. */
    private static final int HALF_WIDTH = 500;

    private static final int FULL_WIDTH = 1000;
    private static final int BLOCK = 100;
    private static final int MAX_CODE = 0xfffe;

    private final Map<String, Integer> codes = new LinkedHashMap<>();

    /** Text as letters, and how wide they are together, in thousandths of the font size. */
    record Written(String hex, int width) {}

    Written write(String text) {
        List<String> letters = new ArrayList<>();
        text.codePoints().forEach(letter -> letters.add(Character.toString(letter)));
        StringBuilder hex = new StringBuilder();
        int width = 0;
        for (String letter : letters) {
            hex.append(hex(code(letter)));
            width += width(letter);
        }
        return new Written(hex.toString(), width);
    }

    /** Text as one letter, of full width. */
    Written writeAsOne(String text) {
        return new Written(hex(code(text)), FULL_WIDTH);
    }

    private int code(String letter) {
        int next = Math.min(codes.size() + 1, MAX_CODE);
        return codes.computeIfAbsent(letter, added -> next);
    }

    private static String hex(int code) {
        return String.format(Locale.ROOT, "%04x", code);
    }

    static int width(String letter) {
        int first = letter.codePointAt(0);
        boolean one = letter.length() == Character.charCount(first);
        boolean half = first < 0x2000 || (first >= 0xff61 && first <= 0xffdc);
        return one && half ? HALF_WIDTH : FULL_WIDTH;
    }

    /** The widths that are not full, as a font of a PDF lists them. */
    COSArray widths() {
        COSArray widths = new COSArray();
        codes.forEach(
                (letter, code) -> {
                    if (width(letter) != FULL_WIDTH) {
                        COSArray one = new COSArray();
                        one.add(COSInteger.get(width(letter)));
                        widths.add(COSInteger.get(code));
                        widths.add(one);
                    }
                });
        return widths;
    }

    /** What the codes mean, as a font of a PDF says it. */
    byte[] toUnicode() {
        StringBuilder map = new StringBuilder();
        map.append(
                """
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
                /CMapName /Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <0000> <ffff>
                endcodespacerange
                """);
        List<Map.Entry<String, Integer>> all = new ArrayList<>(codes.entrySet());
        for (int from = 0; from < all.size(); from += BLOCK) {
            List<Map.Entry<String, Integer>> block =
                    all.subList(from, Math.min(all.size(), from + BLOCK));
            map.append(block.size()).append(" beginbfchar\n");
            for (Map.Entry<String, Integer> letter : block) {
                map.append('<').append(hex(letter.getValue())).append("> <");
                for (byte b : letter.getKey().getBytes(StandardCharsets.UTF_16BE)) {
                    map.append(String.format(Locale.ROOT, "%02x", b));
                }
                map.append(">\n");
            }
            map.append("endbfchar\n");
        }
        map.append(
                """
                endcmap
                CMapName currentdict /CMap defineresource pop
                end
                end
                """);
        return map.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
