package io.fumikura.ocr.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Readings printed in small kana above a line or to the right of a column.
 *
 * @param lines those that are none
 * @param of the readings of a line, by its id
 */
public record Ruby(List<TextLine> lines, Map<Integer, List<TextLine>> of) {
    private static final double SMALL = 0.6;
    private static final double NEAR = 0.5;
    private static final double COVERED = 0.6;

    /** A small line of anything else is a caption, a note or an index. */
    private static final Pattern KANA =
            Pattern.compile("[\\u3041-\\u30FF\\uFF66-\\uFF9F\\s\\u3000]+");

    public static Ruby find(List<TextLine> all, double thickness) {
        List<TextLine> lines = new ArrayList<>();
        Map<Integer, List<TextLine>> of = new HashMap<>();
        for (TextLine line : all) {
            Optional<TextLine> host =
                    KANA.matcher(line.text()).matches()
                            ? all.stream().filter(o -> isHost(o, line, thickness)).findFirst()
                            : Optional.empty();
            if (host.isPresent()) {
                of.computeIfAbsent(host.get().id(), id -> new ArrayList<>()).add(line);
            } else {
                lines.add(line);
            }
        }
        return new Ruby(lines, of);
    }

    /** The small line is measured in the direction of its host: it may be too short to have one. */
    private static boolean isHost(TextLine host, TextLine small, double thickness) {
        if (host.id() == small.id()) {
            return false;
        }
        Span h = host.span();
        Span s = Span.of(small.member(), host.direction());
        double gap = h.v0() - s.v1();
        double covered = Math.min(h.u1(), s.u1()) - Math.max(h.u0(), s.u0());
        return s.thickness() <= SMALL * h.thickness()
                && gap <= NEAR * thickness
                && gap >= -NEAR * s.thickness()
                && s.centre() < h.v0() + 0.25 * h.thickness()
                && covered >= COVERED * s.length();
    }
}
