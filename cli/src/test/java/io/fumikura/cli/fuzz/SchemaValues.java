package io.fumikura.cli.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * Values that a schema allows, or, where asked, that stand at its limits and just beyond.
 *
 * @param mark stands in every text that is made, so that it can be looked for where it must not be
 */
record SchemaValues(ApiDocument document, Random random, String mark) {
    private static final int DEEPEST = 6;
    private static final int LONGEST = 20_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    JsonNode allowed(Schema schema) {
        return value(schema, false, 0);
    }

    JsonNode atTheLimits(Schema schema) {
        return value(schema, true, 0);
    }

    private JsonNode value(Schema reference, boolean limits, int depth) {
        Schema schema = document.resolve(reference);
        List<Schema> choices = choices(schema);
        if (!choices.isEmpty()) {
            return value(oneOf(choices), limits, depth);
        }
        List<Object> fixed = schema.getEnumeration();
        if (fixed != null && !fixed.isEmpty()) {
            return NODES.textNode(String.valueOf(oneOf(fixed)));
        }
        return switch (type(schema)) {
            case OBJECT -> object(schema, limits, depth);
            case ARRAY -> array(schema, limits, depth);
            case INTEGER -> NODES.numberNode(number(schema, limits).toBigInteger());
            case NUMBER -> NODES.numberNode(number(schema, limits));
            case BOOLEAN -> NODES.booleanNode(random.nextBoolean());
            case STRING -> NODES.textNode(text(schema, limits));
            case NULL -> NODES.nullNode();
        };
    }

    private static List<Schema> choices(Schema schema) {
        if (schema.getOneOf() != null) {
            return schema.getOneOf();
        }
        if (schema.getAnyOf() != null) {
            return schema.getAnyOf();
        }
        return schema.getAllOf() == null ? List.of() : schema.getAllOf().subList(0, 1);
    }

    private static SchemaType type(Schema schema) {
        List<SchemaType> types = schema.getType();
        if (types == null || types.isEmpty()) {
            return schema.getProperties() == null ? SchemaType.STRING : SchemaType.OBJECT;
        }
        return types.stream().filter(t -> t != SchemaType.NULL).findFirst().orElse(SchemaType.NULL);
    }

    private JsonNode object(Schema schema, boolean limits, int depth) {
        ObjectNode object = NODES.objectNode();
        Map<String, Schema> properties = schema.getProperties();
        if (properties != null && depth < DEEPEST) {
            List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
            properties.forEach(
                    (name, property) -> {
                        if (required.contains(name) || random.nextBoolean()) {
                            object.set(name, value(property, limits, depth + 1));
                        }
                    });
        }
        return object;
    }

    private JsonNode array(Schema schema, boolean limits, int depth) {
        ArrayNode array = NODES.arrayNode();
        Schema items = schema.getItems();
        if (items != null && depth < DEEPEST) {
            int size = limits ? beyond(schema.getMinItems(), schema.getMaxItems(), 3) : 1;
            for (int i = 0; i < Math.min(size, LONGEST / 10); i++) {
                array.add(value(items, limits && size < 10, depth + 1));
            }
        }
        return array;
    }

    private BigDecimal number(Schema schema, boolean limits) {
        BigDecimal smallest = schema.getMinimum() == null ? BigDecimal.ONE : schema.getMinimum();
        if (!limits) {
            return smallest.max(BigDecimal.ONE);
        }
        BigDecimal largest =
                schema.getMaximum() == null
                        ? BigDecimal.valueOf(Integer.MAX_VALUE)
                        : schema.getMaximum();
        return oneOf(
                List.of(
                        smallest,
                        smallest.subtract(BigDecimal.ONE),
                        largest,
                        largest.add(BigDecimal.ONE),
                        BigDecimal.ZERO));
    }

    private String text(Schema schema, boolean limits) {
        if (!limits) {
            return mark;
        }
        int length = beyond(schema.getMinLength(), schema.getMaxLength(), LONGEST);
        return (mark + "あ".repeat(Math.min(length, LONGEST)))
                .substring(0, Math.min(length, LONGEST));
    }

    private int beyond(@Nullable Integer min, @Nullable Integer max, int otherwise) {
        int smallest = min == null ? 0 : min;
        int largest = max == null ? otherwise : max;
        return oneOf(List.of(smallest, Math.max(0, smallest - 1), largest, largest + 1));
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
