package io.fumikura.ocr.engine;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrWord;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.recognise.Glyph;
import io.fumikura.ocr.recognise.Reading;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/** Cuts a line where its script changes: words of Latin and digits, runs of kanji and of kana. */
final class Words {
    private enum Kind {
        WORD,
        HAN,
        HIRAGANA,
        KATAKANA,
        BLANK,
        OTHER
    }

    private Words() {}

    static List<OcrWord> of(ReadLine line) {
        List<OcrWord> words = new ArrayList<>();
        List<Glyph> run = new ArrayList<>();
        Kind kind = Kind.BLANK;
        for (Glyph glyph : line.reading().glyphs()) {
            Kind next = kind(glyph.text(), kind);
            if (next != kind) {
                add(words, run, kind, line);
                run = new ArrayList<>();
                kind = next;
            }
            run.add(glyph);
        }
        add(words, run, kind, line);
        return words;
    }

    private static void add(List<OcrWord> words, List<Glyph> run, Kind kind, ReadLine line) {
        if (run.isEmpty() || kind == Kind.BLANK) {
            return;
        }
        StringBuilder text = new StringBuilder();
        double sum = 0;
        for (Glyph glyph : run) {
            text.append(glyph.text());
            sum += glyph.probability();
        }
        Reading reading = line.reading();
        words.add(
                new OcrWord(
                        text.toString(),
                        box(line, run.get(0).start(), run.get(run.size() - 1).end()),
                        Rounded.confidence(sum / run.size()),
                        reading.approximate()));
    }

    private static Kind kind(String character, Kind before) {
        if (character.isBlank()) {
            return Kind.BLANK;
        }
        int point = character.codePointAt(0);
        if (point == 'ー' && (before == Kind.HIRAGANA || before == Kind.KATAKANA)) {
            return before;
        }
        if (Character.isDigit(point)) {
            return Kind.WORD;
        }
        return switch (UnicodeScript.of(point)) {
            case LATIN -> Kind.WORD;
            case HAN -> Kind.HAN;
            case HIRAGANA -> Kind.HIRAGANA;
            case KATAKANA -> Kind.KATAKANA;
            default ->
                    before == Kind.WORD && "-_.@/&+'".indexOf(point) >= 0
                            ? Kind.WORD
                            : point == 'ー' ? Kind.KATAKANA : Kind.OTHER;
        };
    }

    /** A part of the line, from its beginning on. */
    private static Box box(ReadLine line, double start, double end) {
        Quad quad = line.detection().quad();
        if (line.direction() == Direction.VERTICAL) {
            return Rounded.box(
                    new Quad(
                                    between(quad.topLeft(), quad.bottomLeft(), start),
                                    between(quad.topRight(), quad.bottomRight(), start),
                                    between(quad.topRight(), quad.bottomRight(), end),
                                    between(quad.topLeft(), quad.bottomLeft(), end))
                            .box());
        }
        return Rounded.box(
                new Quad(
                                between(quad.topLeft(), quad.topRight(), start),
                                between(quad.topLeft(), quad.topRight(), end),
                                between(quad.bottomLeft(), quad.bottomRight(), end),
                                between(quad.bottomLeft(), quad.bottomRight(), start))
                        .box());
    }

    private static Point between(Point a, Point b, double part) {
        return new Point(a.x() + (b.x() - a.x()) * part, a.y() + (b.y() - a.y()) * part);
    }
}
