package io.fumikura.ocr.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lines that follow each other, cut where a paragraph ends. Japanese type breaks a line anywhere:
 * one that ends early ends its paragraph.
 */
final class Paragraphs {
    private static final double LARGER = 1.25;
    private static final double GAP = 1.1;
    private static final double JITTER = 0.2;
    private static final double FIRST_GAP = 1.5;
    private static final double EARLY = 1.5;
    private static final double VERY_EARLY = 3;
    private static final double INDENT_LEAST = 0.7;
    private static final double INDENT_MOST = 1.3;
    private static final double SAME_ROW = 0.5;

    private final double thickness;
    private final double heading;
    private final Map<Integer, Column> columns;

    private Paragraphs(double thickness, double heading, List<List<TextLine>> ordered) {
        this.thickness = thickness;
        this.heading = heading;
        this.columns = Column.of(ordered);
    }

    /**
     * @param columns in reading order
     * @param heading the thickness from which a line is one
     */
    static List<List<TextLine>> of(List<List<TextLine>> columns, double thickness, double heading) {
        Paragraphs paragraphs = new Paragraphs(thickness, heading, columns);
        List<List<TextLine>> runs = new ArrayList<>();
        for (TextLine line : columns.stream().flatMap(List::stream).toList()) {
            List<TextLine> run = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
            if (!run.isEmpty() && paragraphs.continues(run, line)) {
                run.add(line);
            } else {
                runs.add(new ArrayList<>(List.of(line)));
            }
        }
        return runs;
    }

    private boolean continues(List<TextLine> run, TextLine next) {
        TextLine last = run.get(run.size() - 1);
        Span a = last.span();
        Span b = next.span();
        double ratio = a.thickness() / Math.max(1e-9, b.thickness());
        if (last.direction() != next.direction()
                || !Objects.equals(last.region(), next.region())
                || last.title() != next.title()
                || isLarge(a) != isLarge(b)
                || ratio > LARGER
                || ratio < 1 / LARGER
                || Marks.beginsAnItem(next.text())
                || Marks.beginsACaption(next.text())) {
            return false;
        }
        Column from = column(last);
        Column to = column(next);
        double indent = (b.u0() - to.u0()) / thickness;
        double early = (from.u1() - a.u1()) / thickness;
        if (from.number() != to.number()) {
            return early <= EARLY && indent < INDENT_LEAST && b.v0() < a.v0();
        }
        double gap = b.v0() - a.v1();
        if (-gap > SAME_ROW * Math.min(a.thickness(), b.thickness())) {
            return b.u0() >= a.u1() - thickness && b.u0() - a.u1() < EARLY * thickness;
        }
        boolean indented = indent >= INDENT_LEAST && indent <= INDENT_MOST;
        return gap <= widest(run)
                && early <= VERY_EARLY
                && !(indented && early > EARLY && !isIndented(run));
    }

    private boolean isLarge(Span span) {
        return span.thickness() >= heading;
    }

    /** A run whose lines are all indented, but for its first, is an item or a quotation. */
    private boolean isIndented(List<TextLine> run) {
        return run.size() > 1
                && run.stream()
                        .skip(1)
                        .allMatch(
                                line ->
                                        line.span().u0() - column(line).u0()
                                                >= INDENT_LEAST * thickness);
    }

    private double widest(List<TextLine> run) {
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < run.size(); i++) {
            double gap = run.get(i).span().v0() - run.get(i - 1).span().v1();
            if (gap > -thickness) {
                gaps.add(gap);
            }
        }
        return gaps.isEmpty()
                ? FIRST_GAP * thickness
                : GAP * Median.of(gaps.stream().mapToDouble(Double::doubleValue))
                        + JITTER * thickness;
    }

    private Column column(TextLine line) {
        return Objects.requireNonNull(columns.get(line.id()));
    }
}
