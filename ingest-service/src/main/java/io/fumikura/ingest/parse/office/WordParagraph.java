package io.fumikura.ingest.parse.office;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One paragraph of a DOCX file, as it is being read: what is deleted, hidden in a field's
 * instruction or set as furigana is left out, and so is the older one of two drawings of the same.
 */
final class WordParagraph {
    private static final Set<String> NOT_TEXT =
            Set.of(
                    "del",
                    "moveFrom",
                    "delText",
                    "instrText",
                    "rt",
                    "Fallback",
                    "rPr",
                    "sdtPr",
                    "sectPr",
                    "object",
                    "binData",
                    "annotation",
                    "tblPr",
                    "tcPr",
                    "trPr");

    private final XmlCursor xml;
    private final StringBuilder text = new StringBuilder();

    /** Paragraphs of text boxes that hang on this one. */
    private final List<WordParagraph> boxes = new ArrayList<>();

    private int boxed;
    private @Nullable String style;
    private @Nullable String list;
    private int listLevel;
    private int outline = -1;
    private boolean breakBefore;
    private boolean breakAfter;
    private boolean picture;

    private WordParagraph(XmlCursor xml) {
        this.xml = xml;
    }

    /** The paragraph that starts here, to its end. */
    static WordParagraph read(XmlCursor xml) {
        WordParagraph paragraph = new WordParagraph(xml);
        paragraph.read();
        return paragraph;
    }

    private void read() {
        int start = xml.depth();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart()) {
                element(xml.name());
            }
        }
    }

    private void element(String name) {
        if (NOT_TEXT.contains(name)) {
            xml.skip();
            return;
        }
        switch (name) {
            case "pPr" -> properties();
            case "t" -> xml.text(text);
            case "tab", "ptab" -> text.append('\t');
            case "cr" -> text.append('\n');
            case "noBreakHyphen" -> text.append('-');
            case "br" -> lineBreak();
            case "lastRenderedPageBreak" -> pageBreak();
            case "blip", "imagedata" -> picture = true;
            case "p" -> box(read(xml));
            default -> {}
        }
    }

    private void box(WordParagraph box) {
        boxes.add(box);
        boxed += box.text.length() + box.boxed + 1;
        xml.checkHeld(boxed);
    }

    private void lineBreak() {
        if (xml.attribute("type", "").equals("page")) {
            pageBreak();
        } else {
            text.append('\n');
        }
    }

    /** A break inside a paragraph counts as one behind it. */
    private void pageBreak() {
        if (text.toString().isBlank()) {
            breakBefore = true;
        } else {
            breakAfter = true;
        }
    }

    private void properties() {
        int start = xml.depth();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart()) {
                property(xml.name());
            }
        }
    }

    private void property(String name) {
        switch (name) {
            case "pStyle" -> style = xml.attribute("val");
            case "outlineLvl" -> outline = xml.number("val", 9);
            case "numId" -> list = xml.attribute("val");
            case "ilvl" -> listLevel = xml.number("val", 0);
            case "pageBreakBefore" -> breakBefore |= xml.isOn();
            case "sectPr" -> section();
            case "rPr" -> xml.skip();
            default -> {}
        }
    }

    /** The section that ends with this paragraph; the next one begins on a new page. */
    private void section() {
        int start = xml.depth();
        boolean continuous = false;
        while (xml.next() && !xml.isEndOf(start)) {
            continuous |= xml.isStart("type") && xml.attribute("val", "").equals("continuous");
        }
        breakAfter |= !continuous;
    }

    String text() {
        return text.toString();
    }

    List<WordParagraph> boxes() {
        return boxes;
    }

    boolean breaksBefore() {
        return breakBefore;
    }

    boolean breaksAfter() {
        return breakAfter;
    }

    boolean hasPicture() {
        return picture;
    }

    /** Level as a heading, or {@link WordStyles#BODY}. */
    int level(WordStyles styles) {
        if (outline >= 0) {
            return outline < 9 ? outline + 1 : WordStyles.BODY;
        }
        return styles.level(style);
    }

    /** The list or numbering it belongs to, or null. */
    @Nullable String list(WordStyles styles) {
        return list != null ? list : styles.list(style);
    }

    int listLevel() {
        return listLevel;
    }
}
