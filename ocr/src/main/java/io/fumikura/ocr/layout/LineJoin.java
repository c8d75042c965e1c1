package io.fumikura.ocr.layout;

import java.util.List;

/** Lines as running text: Japanese has no blanks between lines, Latin has. */
public final class LineJoin {
    private LineJoin() {}

    public static String of(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (!text.isEmpty() && !line.isEmpty()) {
                join(text, line.codePointAt(0));
            }
            text.append(line);
        }
        return text.toString();
    }

    private static void join(StringBuilder text, int next) {
        int last = text.codePointBefore(text.length());
        if (last == '-' && text.length() > 1) {
            if (isLatin(text.codePointBefore(text.length() - 1)) && isLatin(next)) {
                text.setLength(text.length() - 1);
            }
            return;
        }
        if (isWord(last) && isWord(next)) {
            text.append(' ');
        }
    }

    private static boolean isLatin(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN && point < 0x2000;
    }

    /** Letters and digits of half width, and what ends a sentence or a clause of them. */
    private static boolean isWord(int point) {
        return isLatin(point) || (point >= '0' && point <= '9') || ",.;:!?)".indexOf(point) >= 0;
    }
}
