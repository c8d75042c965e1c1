package io.fumikura.ocr.recognise;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two characters cannot stand in the place of one. A model that gives a class for each frame may
 * change its mind within a character and name two; the likelier one stays.
 */
final class GlyphSpacing {
    /** So much of the usual distance is the least there can be. */
    private static final double LEAST = 0.55;

    /** What looks alike, as the two widths of a digit do, is one unless it is well apart. */
    private static final double LEAST_OF_ALIKE = 0.7;

    private static final int ENOUGH = 6;

    /** Of proportional Latin type. */
    private static final String NARROW = "ijlItfr1.,:;'|!()[]";

    private static final double NARROWEST = 0.3;

    private GlyphSpacing() {}

    /**
     * @param length of the line in units of its thickness: the usual distance where the line has
     *     too few characters to say it
     */
    static Reading thinned(Reading reading, double length) {
        List<Glyph> glyphs = new ArrayList<>(reading.glyphs());
        double usual = usual(glyphs, 0.75 / Math.max(1, length));
        boolean removed = true;
        while (removed) {
            removed = false;
            for (int i = 0; i + 1 < glyphs.size() && !removed; i++) {
                if (collide(glyphs.get(i), glyphs.get(i + 1), usual)) {
                    glyphs.remove(isLikelier(glyphs.get(i), glyphs.get(i + 1)) ? i + 1 : i);
                    removed = true;
                }
            }
        }
        if (glyphs.size() == reading.length()) {
            return reading;
        }
        return new Reading(
                glyphs,
                glyphs.stream().mapToDouble(Glyph::probability).average().orElse(0),
                reading.logp(),
                reading.recogniser(),
                reading.flags(),
                reading.approximate());
    }

    private static boolean collide(Glyph a, Glyph b, double usual) {
        if (a.text().isBlank() || b.text().isBlank() || a.text().equals(b.text())) {
            return false;
        }
        boolean alike = shape(a).equals(shape(b));
        double widths = (width(a) + width(b)) / 2;
        double least = (alike ? LEAST_OF_ALIKE : LEAST) * widths * usual;
        return centre(b) - centre(a) < least && b.start() - a.end() < 0.15 * usual;
    }

    private static boolean isLikelier(Glyph a, Glyph b) {
        return a.probability() * (a.end() - a.start()) >= b.probability() * (b.end() - b.start());
    }

    private static double usual(List<Glyph> glyphs, double otherwise) {
        double[] distances = new double[glyphs.size()];
        int count = 0;
        for (int i = 0; i + 1 < glyphs.size(); i++) {
            Glyph a = glyphs.get(i);
            Glyph b = glyphs.get(i + 1);
            if (CharacterWidths.weight(a.text()) == 1 && CharacterWidths.weight(b.text()) == 1) {
                distances[count++] = centre(b) - centre(a);
            }
        }
        if (count < ENOUGH) {
            return otherwise;
        }
        Arrays.sort(distances, 0, count);
        // Above the median: double ones make many of the distances short.
        return distances[(int) (0.7 * (count - 1))];
    }

    private static double width(Glyph glyph) {
        return NARROW.contains(glyph.text()) ? NARROWEST : CharacterWidths.weight(glyph.text());
    }

    private static double centre(Glyph glyph) {
        return (glyph.start() + glyph.end()) / 2;
    }

    private static String shape(Glyph glyph) {
        return Normalizer.normalize(glyph.text(), Normalizer.Form.NFKC);
    }
}
