package io.fumikura.ingest.ocr.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of a mapping file. Every field has to be asked for: one that nobody asked for is a slip
 * of the pen. Fails with {@link IllegalStateException}, which names the place.
 */
final class Section {
    private final String place;
    private final JsonNode node;
    private final Set<String> asked = new HashSet<>();

    private Section(String place, JsonNode node) {
        this.place = place;
        this.node = node;
        if (!node.isObject()) {
            throw refused((place.isEmpty() ? "it" : place) + " is no JSON object");
        }
    }

    static Section root(JsonNode node) {
        return new Section("", node);
    }

    private Optional<JsonNode> find(String name) {
        asked.add(name);
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    private JsonNode required(String name) {
        return find(name).orElseThrow(() -> refused(at(name) + " is missing"));
    }

    private String at(String name) {
        return place + "/" + name;
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    Section section(String name) {
        return new Section(at(name), required(name));
    }

    /** The section may be missing. */
    <T> @Nullable T optional(String name, Function<Section, T> reader) {
        return has(name) ? reader.apply(section(name)) : null;
    }

    List<Section> sections(String name) {
        JsonNode list = required(name);
        if (!list.isArray()) {
            throw refused(at(name) + " is no list");
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            sections.add(new Section(at(name) + "/" + i, list.get(i)));
        }
        return sections;
    }

    String text(String name) {
        return text(name, required(name));
    }

    @Nullable String optionalText(String name) {
        return find(name).map(value -> text(name, value)).orElse(null);
    }

    private String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw refused(at(name) + " is no text");
        }
        return value.textValue();
    }

    int number(String name) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw refused(at(name) + " is no whole number");
        }
        return value.intValue();
    }

    JsonPointer pointer(String name) {
        return pointer(name, required(name));
    }

    @Nullable JsonPointer optionalPointer(String name) {
        return find(name).map(value -> pointer(name, value)).orElse(null);
    }

    private JsonPointer pointer(String name, JsonNode value) {
        try {
            return JsonPointer.compile(text(name, value));
        } catch (IllegalArgumentException e) {
            throw refused(at(name) + " is no JSON pointer, which begins with /");
        }
    }

    /** One of the names of the enum, in lower case. */
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        return choice(at(name), text(name), type);
    }

    private static <E extends Enum<E>> E choice(String place, String written, Class<E> type) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(written)) {
                return value;
            }
        }
        throw refused(
                "%s is \"%s\", which is none of %s"
                        .formatted(place, written, List.of(type.getEnumConstants()))
                        .toLowerCase(Locale.ROOT));
    }

    /** All fields of an object, each of which says one of the enum's names. */
    <E extends Enum<E>> Map<String, E> choices(String name, Class<E> type) {
        if (!has(name)) {
            return Map.of();
        }
        Section section = section(name);
        Map<String, E> choices = new HashMap<>();
        section.node
                .fieldNames()
                .forEachRemaining(key -> choices.put(key, section.choice(key, type)));
        return choices;
    }

    void nothingElse() {
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!asked.contains(name)) {
                                throw refused(at(name) + " is not known");
                            }
                        });
    }

    static IllegalStateException refused(String words) {
        return new IllegalStateException(words);
    }
}
