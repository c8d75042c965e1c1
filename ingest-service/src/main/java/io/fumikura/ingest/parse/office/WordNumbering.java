package io.fumikura.ingest.parse.office;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the numbered paragraphs of a DOCX file: 第1章, (2), ③ stand nowhere in its text. */
final class WordNumbering {
    private static final int LEVELS = 9;
    private static final int MAX_LISTS = 10_000;
    private static final String BULLET = "・";

    private final Map<String, List<Level>> formats = new HashMap<>();
    private final Map<String, String> formatOf = new HashMap<>();
    private final Map<String, int[]> counters = new HashMap<>();

    private record Level(int start, String kind, String text) {}

    static WordNumbering read(OfficePackage parts, @Nullable String part) throws IOException {
        WordNumbering result = new WordNumbering();
        if (part != null && parts.has(part)) {
            try (XmlCursor xml = parts.read(part)) {
                while (xml.next() && result.formats.size() + result.formatOf.size() < MAX_LISTS) {
                    if (xml.isStart("abstractNum")) {
                        result.formats.put(xml.attribute("abstractNumId", ""), levels(xml));
                    } else if (xml.isStart("num")) {
                        result.list(xml);
                    }
                }
            }
        }
        return result;
    }

    private static List<Level> levels(XmlCursor xml) {
        int outer = xml.depth();
        List<Level> levels = new ArrayList<>();
        while (xml.next() && !xml.isEndOf(outer)) {
            if (xml.isStart("lvl") && levels.size() < LEVELS) {
                levels.add(level(xml));
            }
        }
        return levels;
    }

    private static Level level(XmlCursor xml) {
        int start = xml.depth();
        int first = 1;
        String kind = "decimal";
        String text = "";
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("start")) {
                first = xml.number("val", 1);
            } else if (xml.isStart("numFmt")) {
                kind = xml.attribute("val", "decimal");
            } else if (xml.isStart("lvlText")) {
                text = xml.attribute("val", "");
            }
        }
        return new Level(first, kind, text);
    }

    private void list(XmlCursor xml) {
        int start = xml.depth();
        String id = xml.attribute("numId", "");
        boolean ownCount = false;
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("abstractNumId")) {
                formatOf.put(id, xml.attribute("val", ""));
            } else if (xml.isStart("startOverride")) {
                ownCount = true;
            }
        }
        if (ownCount) {
            counters.put(id, new int[LEVELS]);
        }
    }

    /**
     * The mark in front of the next paragraph of a list, empty where there is none.
     *
     * @param level from 0
     */
    String next(String list, int level) {
        String format = formatOf.get(list);
        List<Level> levels = format == null ? null : formats.get(format);
        if (levels == null || level < 0 || level >= levels.size()) {
            return list.equals("0") ? "" : BULLET;
        }
        int[] own = counters.get(list);
        int[] counts =
                own != null ? own : counters.computeIfAbsent("a" + format, k -> new int[LEVELS]);
        counts[level]++;
        for (int deeper = level + 1; deeper < LEVELS; deeper++) {
            counts[deeper] = 0;
        }
        Level at = levels.get(level);
        if (at.kind().equals("bullet")) {
            return BULLET;
        }
        return at.kind().equals("none") ? "" : mark(at.text(), levels, counts);
    }

    /** Puts the numbers where the text says %1, %2 and so on. */
    private static String mark(String text, List<Level> levels, int[] counts) {
        StringBuilder mark = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int level = c == '%' && i + 1 < text.length() ? text.charAt(i + 1) - '1' : -1;
            if (level >= 0 && level < levels.size()) {
                Level counted = levels.get(level);
                int number = counted.start() + Math.max(0, counts[level] - 1);
                mark.append(Numerals.write(number, counted.kind()));
                i++;
            } else {
                mark.append(c);
            }
        }
        return mark.toString();
    }
}
