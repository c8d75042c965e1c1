package io.fumikura.ocr.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of lines that falls into two columns.
 *
 * @param before lines above the run
 * @param left what protrudes into the right column included
 */
record Separator(List<Span> before, List<Span> left, List<Span> right, List<Span> after) {
    /** Candidates nearer to each other than so much of the thickness are one. */
    private static final double SAME_EDGE = 0.4;

    private static final double BEFORE_THE_EDGE = 0.1;
    private static final double PROTRUDES = 0.75;
    private static final double BREAK = 0.6;
    private static final int MOST_BREAKS = 60;

    enum Side {
        LEFT,
        RIGHT,
        PROTRUDING,
        BLOCKER
    }

    List<List<Span>> parts() {
        return List.of(before, left, right, after).stream().filter(p -> !p.isEmpty()).toList();
    }

    private record Place(int from, int to, ColumnPair.Quality quality, List<Side> sides) {}

    /**
     * @param spans sorted by {@link Span#DOWN}
     * @param thickness the median of the lines
     */
    static Optional<Separator> best(List<Span> spans, double thickness) {
        Place best = null;
        double last = Double.NEGATIVE_INFINITY;
        for (double edge : spans.stream().mapToDouble(Span::u0).sorted().distinct().toArray()) {
            if (edge - last < SAME_EDGE * thickness) {
                continue;
            }
            last = edge;
            Side[] sides = sides(spans, edge - BEFORE_THE_EDGE * thickness);
            Headings.block(spans, sides, thickness);
            best = better(best, search(spans, sides, thickness));
        }
        return Optional.ofNullable(best).map(place -> split(spans, place));
    }

    private static @Nullable Place better(@Nullable Place a, @Nullable Place b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return b.quality.compareTo(a.quality) > 0 ? b : a;
    }

    private static Side[] sides(List<Span> spans, double edge) {
        Side[] sides = new Side[spans.size()];
        for (int i = 0; i < sides.length; i++) {
            Span span = spans.get(i);
            if (span.u0() >= edge) {
                sides[i] = Side.RIGHT;
            } else if (span.u1() <= edge) {
                sides[i] = Side.LEFT;
            } else {
                sides[i] =
                        edge - span.u0() >= PROTRUDES * span.length()
                                ? Side.PROTRUDING
                                : Side.BLOCKER;
            }
        }
        return sides;
    }

    private static @Nullable Place search(List<Span> spans, Side[] sides, double thickness) {
        Place best = null;
        for (int from = 0; from < sides.length; from++) {
            if (sides[from] == Side.BLOCKER) {
                continue;
            }
            int to = from;
            while (to < sides.length && sides[to] != Side.BLOCKER) {
                to++;
            }
            best = better(best, searchRun(spans, sides, from, to, thickness));
            from = to;
        }
        return best;
    }

    private static @Nullable Place searchRun(
            List<Span> spans, Side[] sides, int from, int to, double thickness) {
        List<Integer> breaks = breaks(spans, from, to, thickness);
        Place best = null;
        for (int i = 0; i < breaks.size() - 1; i++) {
            PairBounds bounds = new PairBounds(thickness);
            for (int j = i + 1; j < breaks.size(); j++) {
                int start = breaks.get(i);
                int end = breaks.get(j);
                for (int k = breaks.get(j - 1); k < end; k++) {
                    bounds.add(spans.get(k), sides[k]);
                }
                if (!bounds.allow(best == null ? Double.NEGATIVE_INFINITY : best.quality.score())) {
                    continue;
                }
                Place place =
                        ColumnPair.of(spans, sides, start, end)
                                .quality(thickness)
                                .map(quality -> new Place(start, end, quality, List.of(sides)))
                                .orElse(null);
                best = better(best, place);
            }
        }
        return best;
    }

    /** Where a sub-run may begin or end: gaps across all lines, the widest if there are many. */
    private static List<Integer> breaks(List<Span> spans, int from, int to, double thickness) {
        record Gap(int at, double width) {}
        List<Gap> gaps = new ArrayList<>();
        double reached = spans.get(from).v1();
        for (int i = from + 1; i < to; i++) {
            double gap = spans.get(i).v0() - reached;
            if (gap > BREAK * thickness) {
                gaps.add(new Gap(i, gap));
            }
            reached = Math.max(reached, spans.get(i).v1());
        }
        gaps.sort((a, b) -> Double.compare(b.width, a.width));
        List<Integer> breaks = new ArrayList<>();
        breaks.add(from);
        gaps.stream().limit(MOST_BREAKS).map(Gap::at).sorted().forEach(breaks::add);
        breaks.add(to);
        return breaks;
    }

    private static Separator split(List<Span> spans, Place place) {
        List<Span> left = new ArrayList<>();
        List<Span> right = new ArrayList<>();
        for (int i = place.from; i < place.to; i++) {
            (place.sides.get(i) == Side.RIGHT ? right : left).add(spans.get(i));
        }
        return new Separator(
                spans.subList(0, place.from), left, right, spans.subList(place.to, spans.size()));
    }
}
