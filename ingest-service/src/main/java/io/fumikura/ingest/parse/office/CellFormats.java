package io.fumikura.ingest.parse.office;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.jspecify.annotations.Nullable;

/** Shows the numbers of a workbook as its cells say: dates, percentages, amounts of money. */
final class CellFormats {
    private static final int MAX_STYLES = 100_000;
    private static final int MAX_FORMAT = 1_000;

    private final Map<Integer, String> formats = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();
    private final DataFormatter formatter = new DataFormatter(Locale.JAPAN);
    private final boolean from1904;

    private CellFormats(boolean from1904) {
        this.from1904 = from1904;
    }

    /**
     * @param from1904 days are counted from that year
     */
    static CellFormats read(OfficePackage parts, @Nullable String part, boolean from1904)
            throws IOException {
        CellFormats result = new CellFormats(from1904);
        if (part != null && parts.has(part)) {
            try (XmlCursor xml = parts.read(part)) {
                while (xml.next()) {
                    result.take(xml);
                }
            }
        }
        return result;
    }

    private void take(XmlCursor xml) {
        if (xml.isStart("numFmt") && formats.size() < MAX_STYLES) {
            String code = xml.attribute("formatCode", "General");
            formats.put(xml.number("numFmtId", 0), code.length() <= MAX_FORMAT ? code : "General");
        } else if (xml.isStart("cellXfs")) {
            int start = xml.depth();
            while (xml.next() && !xml.isEndOf(start)) {
                if (xml.isStart("xf") && styles.size() < MAX_STYLES) {
                    styles.add(xml.number("numFmtId", 0));
                }
            }
        }
    }

    /** A number as a cell of this style shows it; as it is when it cannot be shown so. */
    String show(String value, int style) {
        int format = style >= 0 && style < styles.size() ? styles.get(style) : 0;
        String code = formats.get(format);
        if (code == null) {
            code =
                    format < BuiltinFormats.getAll().length
                            ? BuiltinFormats.getBuiltinFormat(format)
                            : null;
        }
        try {
            double number = Double.parseDouble(value);
            return formatter
                    .formatRawCellContents(
                            number, format, code == null ? "General" : code, from1904)
                    .strip();
        } catch (RuntimeException e) {
            // POI does not know every format there is; the bare number is better than none.
            return value;
        }
    }
}
