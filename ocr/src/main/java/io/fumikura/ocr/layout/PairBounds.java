package io.fumikura.ocr.layout;

import io.fumikura.ocr.layout.Separator.Side;

/**
 * What can be said of two columns while lines are added one by one: enough to dismiss nearly all
 * runs of a page of thousands of lines without looking at them again.
 */
final class PairBounds {
    private final double thickness;
    private final Column left = new Column();
    private final Column right = new Column();
    private int protruding;

    PairBounds(double thickness) {
        this.thickness = thickness;
    }

    private static final class Column {
        private int lines;
        private int longOnes;
        private double length;
        private double u0 = Double.POSITIVE_INFINITY;
        private double u1 = Double.NEGATIVE_INFINITY;

        void add(Span span, double thickness) {
            lines++;
            longOnes += span.length() >= ColumnPair.CHARACTERS * thickness ? 1 : 0;
            length += span.length();
            u0 = Math.min(u0, span.u0());
            u1 = Math.max(u1, span.u1());
        }

        boolean canBeText() {
            return lines >= ColumnPair.FEWEST && 2 * longOnes >= lines;
        }
    }

    void add(Span span, Side side) {
        switch (side) {
            case LEFT -> left.add(span, thickness);
            case RIGHT -> right.add(span, thickness);
            case PROTRUDING -> protruding++;
            case BLOCKER -> throw new IllegalStateException("a blocker within a run");
        }
    }

    /** Whether the pair can be accepted and better than a score. */
    boolean allow(double score) {
        return left.canBeText()
                && right.canBeText()
                && left.length + right.length >= score
                && right.u0 - left.u1 >= ColumnPair.GAP * thickness
                && protruding <= Math.max(1, ColumnPair.PROTRUDING * (left.lines + protruding));
    }
}
