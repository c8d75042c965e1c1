package io.fumikura.ocr.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a file that knows its place, for whoever has to mend it. */
record TruthNode(Path file, String place, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The whole file. */
    static TruthNode of(Path file) throws IOException {
        try {
            return new TruthNode(file, "", JSON.readTree(file.toFile()));
        } catch (JsonProcessingException e) {
            throw new BadTruth("%s is not JSON: %s".formatted(file, e.getOriginalMessage()));
        }
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    boolean flag(String field) {
        return json.path(field).asBoolean();
    }

    @Nullable Integer wholeNumber(String field) {
        JsonNode value = json.path(field);
        return value.isInt() ? value.intValue() : null;
    }

    String text(String field) throws BadTruth {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw missing(field, "a text");
        }
        return value.textValue();
    }

    int number(String field) throws BadTruth {
        Integer value = wholeNumber(field);
        if (value == null) {
            throw missing(field, "a whole number");
        }
        return value;
    }

    /** Empty where it is not there: a block has lines or cells. */
    List<TruthNode> list(String field) {
        List<TruthNode> nodes = new ArrayList<>();
        json.path(field)
                .forEach(
                        item ->
                                nodes.add(
                                        new TruthNode(
                                                file,
                                                "%s%s[%d].".formatted(place, field, nodes.size()),
                                                item)));
        return nodes;
    }

    /** {@code polygon}, four corners from the top left on; else {@code box}, two of them. */
    Quad quad() throws BadTruth {
        List<Double> polygon = numbers(json.path("polygon"));
        if (polygon.size() == 8) {
            return new Quad(
                    new Point(polygon.get(0), polygon.get(1)),
                    new Point(polygon.get(2), polygon.get(3)),
                    new Point(polygon.get(4), polygon.get(5)),
                    new Point(polygon.get(6), polygon.get(7)));
        }
        List<Double> box = numbers(json.path("box"));
        if (box.size() == 4) {
            return new Box(box.get(0), box.get(1), box.get(2), box.get(3)).quad();
        }
        throw missing("polygon", "four corners");
    }

    private static List<Double> numbers(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode item : node) {
            if (item.isNumber()) {
                numbers.add(item.doubleValue());
            } else {
                numbers.addAll(numbers(item));
            }
        }
        return numbers;
    }

    private BadTruth missing(String field, String expected) {
        return new BadTruth("%s: %s%s is not %s".formatted(file, place, field, expected));
    }
}
