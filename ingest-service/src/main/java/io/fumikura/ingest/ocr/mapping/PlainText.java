package io.fumikura.ingest.ocr.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;

/** Text from elsewhere, in the form that is kept: composed, without what no page shows. */
final class PlainText {
    private static final int REPLACEMENT = 0xfffd;

    private PlainText() {}

    /** Empty where there is no text. */
    static String of(JsonNode value) {
        return value.isTextual() || value.isNumber() ? of(value.asText()) : "";
    }

    static String of(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().map(PlainText::shown).filter(c -> c >= 0).forEach(kept::appendCodePoint);
        return Normalizer.normalize(kept, Normalizer.Form.NFC).strip();
    }

    /** Half of a pair is no character, and PostgreSQL takes no zero. */
    private static int shown(int point) {
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            return REPLACEMENT;
        }
        if (point == '\n') {
            return point;
        }
        if (point == '\t') {
            return ' ';
        }
        boolean hidden = Character.isISOControl(point) || point == 0xfe0e || point == 0xfe0f;
        return hidden ? -1 : point;
    }

    static String withoutBlanks(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .forEach(rest::appendCodePoint);
        return rest.toString();
    }
}
