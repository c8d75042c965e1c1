package io.fumikura.ingest.ocr.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fumikura.ingest.ocr.mapping.Mapping.PlaceRule;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of one document, with its places as pixels of the picture that was sent. What cannot be a
 * value of its kind counts as missing.
 *
 * @param across pixels of ours in one of the document's
 */
record Fields(double across, double down, double width, double height) {

    static JsonNode at(JsonNode node, @Nullable JsonPointer pointer) {
        return pointer == null ? MissingNode.getInstance() : node.at(pointer);
    }

    static Optional<Long> whole(JsonNode value) {
        return value.isNumber()
                        && value.canConvertToLong()
                        && value.doubleValue() == Math.rint(value.doubleValue())
                ? Optional.of(value.longValue())
                : Optional.empty();
    }

    static Optional<Double> positive(JsonNode value) {
        return value.isNumber() && value.doubleValue() > 0 && Double.isFinite(value.doubleValue())
                ? Optional.of(value.doubleValue())
                : Optional.empty();
    }

    static double confidence(JsonNode value) {
        double number = value.isNumber() ? value.doubleValue() : 0;
        return number >= 0 && number <= 1 ? Math.round(number * 10_000) / 10_000.0 : 0;
    }

    /** The part of it that is on the page; empty where there is none. */
    Optional<Quad> quad(JsonNode node, PlaceRule rule) {
        return rule.form()
                .read(node.at(rule.at()))
                .map(quad -> quad.map(this::scaled).clipped(width, height))
                .filter(quad -> quad.box().width() > 0 && quad.box().height() > 0);
    }

    private Point scaled(Point point) {
        return new Point(point.x() * across, point.y() * down);
    }

    Optional<Box> box(JsonNode node, PlaceRule rule) {
        return quad(node, rule).map(Quad::box);
    }
}
