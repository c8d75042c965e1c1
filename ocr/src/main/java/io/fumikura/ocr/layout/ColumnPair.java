package io.fumikura.ocr.layout;

import io.fumikura.ocr.layout.Separator.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Two columns, if they are: enough lines, long enough, dense enough, side by side and apart. */
record ColumnPair(List<Span> left, List<Span> right, int protruding) {
    static final int FEWEST = 3;
    static final double CHARACTERS = 6;
    private static final double COVERED = 0.5;
    static final double GAP = 0.8;
    private static final double BESIDE = 0.5;
    static final double PROTRUDING = 0.1;
    private static final double EXPECTED = 0.4;

    /** How good a pair is: by how much more it is filled than two columns of a table. */
    record Quality(double score, double gap) implements Comparable<Quality> {
        @Override
        public int compareTo(Quality other) {
            int byScore = Double.compare(score, other.score);
            return byScore != 0 ? byScore : Double.compare(gap, other.gap);
        }
    }

    static ColumnPair of(List<Span> spans, Side[] sides, int from, int to) {
        List<Span> left = new ArrayList<>();
        List<Span> right = new ArrayList<>();
        int protruding = 0;
        for (int i = from; i < to; i++) {
            switch (sides[i]) {
                case LEFT -> left.add(spans.get(i));
                case RIGHT -> right.add(spans.get(i));
                case PROTRUDING -> protruding++;
                case BLOCKER -> throw new IllegalStateException("a blocker within a run");
            }
        }
        return new ColumnPair(left, right, protruding);
    }

    Optional<Quality> quality(double thickness) {
        if (Math.min(left.size(), right.size()) < FEWEST
                || protruding > Math.max(1, PROTRUDING * (left.size() + protruding))) {
            return Optional.empty();
        }
        double gap = min(right, Span::u0) - max(left, Span::u1);
        if (gap < GAP * thickness || !areBeside()) {
            return Optional.empty();
        }
        double score = 0;
        for (List<Span> side : List.of(left, right)) {
            List<List<Span>> rows = Rows.of(side);
            double width = max(side, Span::u1) - min(side, Span::u0);
            if (Median.of(side.stream().mapToDouble(Span::length)) < CHARACTERS * thickness
                    || Median.of(rows.stream().mapToDouble(row -> covered(row) / width))
                            < COVERED) {
                return Optional.empty();
            }
            score += side.stream().mapToDouble(Span::length).sum() - EXPECTED * width * rows.size();
        }
        return Optional.of(new Quality(score, gap));
    }

    private boolean areBeside() {
        double overlap =
                Math.min(max(left, Span::v1), max(right, Span::v1))
                        - Math.max(min(left, Span::v0), min(right, Span::v0));
        double smaller =
                Math.min(
                        max(left, Span::v1) - min(left, Span::v0),
                        max(right, Span::v1) - min(right, Span::v0));
        return overlap >= BESIDE * smaller;
    }

    private static double covered(List<Span> row) {
        List<Span> sorted = new ArrayList<>(row);
        sorted.sort(Comparator.comparingDouble(Span::u0));
        double covered = 0;
        double reached = Double.NEGATIVE_INFINITY;
        for (Span span : sorted) {
            covered += Math.max(0, span.u1() - Math.max(reached, span.u0()));
            reached = Math.max(reached, span.u1());
        }
        return covered;
    }

    private static double min(List<Span> side, ToDoubleFunction<Span> edge) {
        return side.stream().mapToDouble(edge).min().orElse(0);
    }

    private static double max(List<Span> side, ToDoubleFunction<Span> edge) {
        return side.stream().mapToDouble(edge).max().orElse(0);
    }
}
