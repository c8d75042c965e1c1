package io.fumikura.ocr.engine;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.detect.Detection;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.layout.Directions;
import io.fumikura.ocr.recognise.Ink;
import io.fumikura.ocr.recognise.LineCrop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Detectors join two lines across a narrow gutter now and then, and one such line mixes up two
 * columns. It is cut where it has no ink, if the lines around it end and begin there.
 */
final class GutterSplit {
    private static final double NARROWEST = 0.7;
    private static final double NEAR = 12;
    private static final double LONG = 8;
    private static final double EDGE = 0.7;
    private static final double SHORT_LINE = 3;
    private static final int FEWEST = 3;
    private static final int MANY = 6;
    private static final double NEXT = 2.2;
    private static final double OVER = 0.2;

    private final Raster page;
    private final Directions directions;
    private final List<Detection> lines;

    GutterSplit(Raster page, Directions directions, List<Detection> lines) {
        this.page = page;
        this.directions = directions;
        this.lines = lines;
    }

    /** From and to along a line, in pixels of the page. */
    private record Along(double u0, double u1, double v) {
        static Along of(Quad quad, boolean vertical) {
            Box box = quad.box();
            return vertical
                    ? new Along(box.y0(), box.y1(), box.centre().x())
                    : new Along(box.x0(), box.x1(), box.centre().y());
        }
    }

    List<Detection> split() {
        List<Detection> all = new ArrayList<>();
        for (Detection line : lines) {
            boolean vertical = directions.of(line.quad()) == Direction.VERTICAL;
            Along along = Along.of(line.quad(), vertical);
            double t = directions.thickness();
            List<Along> around = around(along, vertical);
            if (along.u1() - along.u0() < LONG * t || !couldBe(along, around)) {
                all.add(line);
                continue;
            }
            all.addAll(split(line, along, around, vertical));
        }
        return all;
    }

    private List<Along> around(Along line, boolean vertical) {
        return lines.stream()
                .filter(o -> (directions.of(o.quad()) == Direction.VERTICAL) == vertical)
                .map(o -> Along.of(o.quad(), vertical))
                .filter(o -> Math.abs(o.v() - line.v()) <= NEAR * directions.thickness())
                .toList();
    }

    /** Whether enough lines end and begin within this one: most lines are dismissed here. */
    private boolean couldBe(Along line, List<Along> around) {
        double margin = 2 * directions.thickness();
        long ends =
                around.stream()
                        .filter(o -> o.u1() > line.u0() + margin && o.u1() < line.u1() - margin)
                        .count();
        long starts =
                around.stream()
                        .filter(o -> o.u0() > line.u0() + margin && o.u0() < line.u1() - margin)
                        .count();
        return ends >= FEWEST && starts >= FEWEST;
    }

    private List<Detection> split(
            Detection line, Along along, List<Along> around, boolean vertical) {
        Raster cut = new LineCrop(page, line.quad(), vertical, -1, false).cut(0, 0, Kernel.LINEAR);
        double t = directions.thickness();
        double scale = (along.u1() - along.u0()) / cut.width();
        for (int[] gap : Ink.of(cut).gaps(NARROWEST * t / scale)) {
            double from = along.u0() + gap[0] * scale;
            double to = along.u0() + gap[1] * scale;
            if (isGutter(from, to, around)) {
                double left = (gap[0] + 0.1 * (gap[1] - gap[0])) / cut.width();
                double right = (gap[1] - 0.1 * (gap[1] - gap[0])) / cut.width();
                return List.of(part(line, vertical, 0, left), part(line, vertical, right, 1));
            }
        }
        return overprinted(along, around)
                .map(
                        gutter -> {
                            double length = along.u1() - along.u0();
                            double end = gutter.u0() + OVER * t - along.u0();
                            double start = gutter.u1() - OVER * t - along.u0();
                            return List.of(
                                    part(line, vertical, 0, end / length),
                                    part(line, vertical, start / length, 1));
                        })
                .orElse(List.of(line));
    }

    /**
     * A gutter that all lines around keep free but this one, which has neighbours right above and
     * below on both sides: one of the two lines in it is too long for its column.
     */
    private Optional<Along> overprinted(Along line, List<Along> around) {
        double t = directions.thickness();
        double[] ends =
                around.stream()
                        .mapToDouble(Along::u1)
                        .filter(
                                u1 ->
                                        u1 > line.u0() + LONG / 2 * t
                                                && u1 < line.u1() - LONG / 2 * t)
                        .sorted()
                        .toArray();
        if (ends.length < MANY) {
            return Optional.empty();
        }
        double from = ends[(int) (0.8 * (ends.length - 1))];
        double[] starts =
                around.stream()
                        .mapToDouble(Along::u0)
                        .filter(u0 -> u0 > from && u0 < line.u1() - LONG / 2 * t)
                        .sorted()
                        .toArray();
        if (starts.length < MANY) {
            return Optional.empty();
        }
        double to = starts[0];
        boolean free =
                around.stream()
                        .noneMatch(o -> o.v() != line.v() && o.u0() < from - t && o.u1() > to + t);
        return free && to - from < 3 * t && isEnclosed(line, around, from, to)
                ? Optional.of(new Along(from, to, line.v()))
                : Optional.empty();
    }

    private boolean isEnclosed(Along line, List<Along> around, double from, double to) {
        double t = directions.thickness();
        int sides = 0;
        for (int side = 0; side < 4; side++) {
            boolean left = side < 2;
            boolean above = side % 2 == 0;
            boolean found =
                    around.stream()
                            .anyMatch(
                                    o ->
                                            (left ? o.u1() <= from + t : o.u0() >= to - t)
                                                    && (above ? o.v() < line.v() : o.v() > line.v())
                                                    && Math.abs(o.v() - line.v()) < NEXT * t);
            sides += found ? 1 : 0;
        }
        return sides == 4;
    }

    private boolean isGutter(double from, double to, List<Along> around) {
        double t = directions.thickness();
        int ends = 0;
        int starts = 0;
        int across = 0;
        for (Along other : around) {
            ends += other.u1() >= from - SHORT_LINE * t && other.u1() <= from + EDGE * t ? 1 : 0;
            starts += Math.abs(other.u0() - to) <= EDGE * t ? 1 : 0;
            across += other.u0() < from - t && other.u1() > to + t ? 1 : 0;
        }
        return ends >= FEWEST && starts >= FEWEST && across <= Math.min(ends, starts) / FEWEST;
    }

    private static Detection part(Detection line, boolean vertical, double from, double to) {
        Quad q = line.quad();
        Quad quad =
                vertical
                        ? new Quad(
                                between(q.topLeft(), q.bottomLeft(), from),
                                between(q.topRight(), q.bottomRight(), from),
                                between(q.topRight(), q.bottomRight(), to),
                                between(q.topLeft(), q.bottomLeft(), to))
                        : new Quad(
                                between(q.topLeft(), q.topRight(), from),
                                between(q.topLeft(), q.topRight(), to),
                                between(q.bottomLeft(), q.bottomRight(), to),
                                between(q.bottomLeft(), q.bottomRight(), from));
        return new Detection(quad, line.score(), line.label(), -1);
    }

    private static Point between(Point a, Point b, double part) {
        return new Point(a.x() + (b.x() - a.x()) * part, a.y() + (b.y() - a.y()) * part);
    }
}
