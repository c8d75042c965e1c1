package io.fumikura.ocr.recognise;

import io.fumikura.ocr.OcrLine.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one recogniser read in one picture of a line.
 *
 * @param confidence 0…1, as models of its kind are used to give it
 * @param logp mean log probability: for choices between readings of one line
 * @param glyphs in order
 * @param approximate whether the places of the characters are guessed from their widths
 */
public record Reading(
        List<Glyph> glyphs,
        double confidence,
        double logp,
        String recogniser,
        List<Flag> flags,
        boolean approximate) {
    public Reading {
        glyphs = List.copyOf(glyphs);
        flags = List.copyOf(flags);
    }

    /** As it was read; {@link LineText} makes it what is shown. */
    public String text() {
        return glyphs.stream().map(Glyph::text).collect(Collectors.joining());
    }

    /** Characters, a surrogate pair counted as one. */
    public int length() {
        return glyphs.size();
    }

    public Reading with(Flag flag) {
        if (flags.contains(flag)) {
            return this;
        }
        List<Flag> more = new ArrayList<>(flags);
        more.add(flag);
        return new Reading(glyphs, confidence, logp, recogniser, more, approximate);
    }

    /**
     * Without the room that was added at both ends: places are those along the box again.
     *
     * @param margin of one end, in parts of the picture
     */
    public Reading withoutMargin(double margin) {
        List<Glyph> moved = new ArrayList<>();
        for (Glyph glyph : glyphs) {
            moved.add(
                    new Glyph(
                            glyph.text(),
                            inside((glyph.start() - margin) / (1 - 2 * margin)),
                            inside((glyph.end() - margin) / (1 - 2 * margin)),
                            glyph.probability()));
        }
        return new Reading(moved, confidence, logp, recogniser, flags, approximate);
    }

    private static double inside(double place) {
        return Math.min(1, Math.max(0, place));
    }

    /** Of a line read in two parts, the first of which has this share of its length. */
    public Reading joined(Reading second, double share) {
        List<Glyph> all = new ArrayList<>();
        for (Glyph glyph : glyphs) {
            all.add(
                    new Glyph(
                            glyph.text(),
                            glyph.start() * share,
                            glyph.end() * share,
                            glyph.probability()));
        }
        double rest = 1 - share;
        for (Glyph glyph : second.glyphs) {
            all.add(
                    new Glyph(
                            glyph.text(),
                            share + glyph.start() * rest,
                            share + glyph.end() * rest,
                            glyph.probability()));
        }
        int n = Math.max(1, length() + second.length());
        double both = (confidence * length() + second.confidence * second.length()) / n;
        double log = (logp * length() + second.logp * second.length()) / n;
        Reading joined = new Reading(all, both, log, recogniser, flags, approximate);
        for (Flag flag : second.flags) {
            joined = joined.with(flag);
        }
        return joined;
    }
}
