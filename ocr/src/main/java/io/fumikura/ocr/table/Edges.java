package io.fumikura.ocr.table;

import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The lines of a grid: where cells begin and end, what is close together taken as one. */
final class Edges {
    private static final double SAME = 0.5;

    private final List<Double> places;

    private Edges(List<Double> places) {
        this.places = places;
    }

    static Edges of(List<Box> cells, boolean columns, double thickness) {
        List<Double> sorted =
                cells.stream()
                        .flatMap(
                                c ->
                                        columns
                                                ? Stream.of(c.x0(), c.x1())
                                                : Stream.of(c.y0(), c.y1()))
                        .sorted()
                        .toList();
        List<Double> places = new ArrayList<>();
        List<Double> together = new ArrayList<>();
        for (double edge : sorted) {
            if (!together.isEmpty()
                    && edge - together.get(together.size() - 1) > SAME * thickness) {
                places.add(mean(together));
                together = new ArrayList<>();
            }
            together.add(edge);
        }
        places.add(mean(together));
        return new Edges(places);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    int count() {
        return places.size();
    }

    /** The nearest line. */
    int index(double edge) {
        int best = 0;
        for (int i = 1; i < places.size(); i++) {
            if (Math.abs(places.get(i) - edge) < Math.abs(places.get(best) - edge)) {
                best = i;
            }
        }
        return best;
    }
}
