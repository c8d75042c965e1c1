package io.fumikura.ingest.parse.office;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the styles of a DOCX file say about headings and lists. */
final class WordStyles {
    /** Level of what is no heading. */
    static final int BODY = 0;

    private static final Pattern HEADING = Pattern.compile("(?:heading|見出し) ?([1-9])");
    private static final int MAX_ANCESTORS = 12;
    private static final int MAX_STYLES = 10_000;

    private final Map<String, Style> styles = new HashMap<>();

    /**
     * @param level as an outline has it, or null where the style does not say
     * @param list the numbering it is part of, or null
     */
    private record Style(
            @Nullable String basedOn, @Nullable Integer level, @Nullable String list) {}

    /** Without the part, when a document has no such part. */
    static WordStyles read(OfficePackage parts, @Nullable String part) throws IOException {
        WordStyles result = new WordStyles();
        if (part != null && parts.has(part)) {
            try (XmlCursor xml = parts.read(part)) {
                while (xml.next()) {
                    if (xml.isStart("style") && result.styles.size() < MAX_STYLES) {
                        result.styles.put(xml.attribute("styleId", ""), style(xml));
                    }
                }
            }
        }
        return result;
    }

    private static Style style(XmlCursor xml) {
        int start = xml.depth();
        String basedOn = null;
        Integer level = null;
        String list = null;
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("name")) {
                level = levelOf(xml.attribute("val", ""));
            } else if (xml.isStart("basedOn")) {
                basedOn = xml.attribute("val");
            } else if (xml.isStart("outlineLvl") && level == null) {
                int outline = xml.number("val", 9);
                level = outline < 9 ? outline + 1 : BODY;
            } else if (xml.isStart("numId")) {
                list = xml.attribute("val");
            }
        }
        return new Style(basedOn, level, list);
    }

    private static @Nullable Integer levelOf(String name) {
        String known = name.toLowerCase(Locale.ROOT);
        if (known.equals("title") || known.equals("表題")) {
            return 1;
        }
        Matcher heading = HEADING.matcher(known);
        return heading.matches() ? Integer.valueOf(heading.group(1)) : null;
    }

    /** Level of the heading a paragraph of this style is, or {@link #BODY}. */
    int level(@Nullable String style) {
        Style at = find(style);
        for (int i = 0; at != null && i < MAX_ANCESTORS; i++) {
            if (at.level() != null) {
                return at.level();
            }
            at = find(at.basedOn());
        }
        return BODY;
    }

    /** The numbering of paragraphs of this style, or null. */
    @Nullable String list(@Nullable String style) {
        Style at = find(style);
        for (int i = 0; at != null && i < MAX_ANCESTORS; i++) {
            if (at.list() != null) {
                return at.list();
            }
            at = find(at.basedOn());
        }
        return null;
    }

    private @Nullable Style find(@Nullable String style) {
        return style == null ? null : styles.get(style);
    }
}
