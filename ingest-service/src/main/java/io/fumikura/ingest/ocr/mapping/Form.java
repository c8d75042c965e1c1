package io.fumikura.ingest.ocr.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a place on a page is written. */
public enum Form {
    /** Four numbers: two opposite corners of a rectangle along the axes. */
    XYXY {
        @Override
        Optional<Quad> read(JsonNode value) {
            if (value.size() != 4) {
                return Optional.empty();
            }
            return corner(value.get(0), value.get(1))
                    .flatMap(
                            a ->
                                    corner(value.get(2), value.get(3))
                                            .map(b -> around(List.of(a, b)).quad()));
        }
    },

    /** A list of pairs of numbers: four corners, from the top left one clockwise, or an outline. */
    POINTS {
        @Override
        Optional<Quad> read(JsonNode value) {
            if (value.size() < 2 || value.size() > MOST_POINTS) {
                return Optional.empty();
            }
            List<Point> points = new ArrayList<>();
            for (JsonNode pair : value) {
                Optional<Point> point =
                        pair.isArray() && pair.size() == 2
                                ? corner(pair.get(0), pair.get(1))
                                : Optional.empty();
                if (point.isEmpty()) {
                    return Optional.empty();
                }
                points.add(point.get());
            }
            return Optional.of(
                    points.size() == 4
                            ? new Quad(points.get(0), points.get(1), points.get(2), points.get(3))
                            : around(points).quad());
        }
    };

    private static final int MOST_POINTS = 1000;

    /** Empty where it is not written in this way. */
    abstract Optional<Quad> read(JsonNode value);

    private static Optional<Point> corner(JsonNode x, JsonNode y) {
        return x.isNumber()
                        && y.isNumber()
                        && Double.isFinite(x.doubleValue())
                        && Double.isFinite(y.doubleValue())
                ? Optional.of(new Point(x.doubleValue(), y.doubleValue()))
                : Optional.empty();
    }

    private static Box around(List<Point> points) {
        return new Box(
                points.stream().mapToDouble(Point::x).min().orElseThrow(),
                points.stream().mapToDouble(Point::y).min().orElseThrow(),
                points.stream().mapToDouble(Point::x).max().orElseThrow(),
                points.stream().mapToDouble(Point::y).max().orElseThrow());
    }
}
