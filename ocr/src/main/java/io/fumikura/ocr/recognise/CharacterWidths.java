package io.fumikura.ocr.recognise;

import java.util.ArrayList;
import java.util.List;

/** Divides a line among its characters, where the model does not say where they are. */
final class CharacterWidths {
    private CharacterWidths() {}

    static List<Glyph> spread(List<String> characters, List<Double> probabilities) {
        double total = characters.stream().mapToDouble(CharacterWidths::weight).sum();
        List<Glyph> glyphs = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < characters.size(); i++) {
            double end = at + weight(characters.get(i));
            glyphs.add(new Glyph(characters.get(i), at / total, end / total, probabilities.get(i)));
            at = end;
        }
        return glyphs;
    }

    /** 1, or a half for what East Asian Width calls narrow or half-width. */
    static double weight(String character) {
        int point = character.codePointAt(0);
        boolean narrow = point < 0x1100 || (point >= 0xff61 && point <= 0xffdc);
        return narrow && !isWideAnyway(point) ? 0.5 : 1;
    }

    /** Greek and Cyrillic are as wide as kana in Japanese type, and so are a few signs. */
    private static boolean isWideAnyway(int point) {
        return (point >= 0x370 && point <= 0x4ff)
                || point == 0xd7
                || point == 0xf7
                || point == 0xb1
                || point == 0xb0
                || point == 0xa7
                || point == 0xb6;
    }
}
