package io.fumikura.ingest.parse.office;

import io.fumikura.ingest.parse.ParseBudget;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The strings that the cells of a workbook share, all in one buffer: there may be hundreds of
 * thousands. Furigana is left out.
 */
final class SharedStrings {
    private static final int MAX_STRINGS = 5_000_000;

    private final StringBuilder text = new StringBuilder();
    private int[] ends = new int[1024];
    private int count;

    static SharedStrings read(OfficePackage parts, @Nullable String part, ParseBudget budget)
            throws IOException {
        SharedStrings strings = new SharedStrings();
        if (part != null && parts.has(part)) {
            try (XmlCursor xml = parts.read(part)) {
                while (xml.next()) {
                    if (xml.isStart("si")) {
                        richText(xml, strings.text);
                        budget.checkHeldCharacters(strings.text.length());
                        strings.end();
                    }
                }
            }
        }
        return strings;
    }

    /** The text of the element that starts here, without how it is set or pronounced. */
    static void richText(XmlCursor xml, StringBuilder into) {
        int start = xml.depth();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("t")) {
                xml.text(into);
            } else if (xml.isStart("rPh")) {
                xml.skip();
            }
        }
    }

    private void end() {
        if (count >= MAX_STRINGS) {
            throw Damage.of("it has too many strings");
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = text.length();
    }

    /** Empty when there is no such string. */
    String get(int index) {
        if (index < 0 || index >= count) {
            return "";
        }
        return text.substring(index == 0 ? 0 : ends[index - 1], ends[index]);
    }
}
