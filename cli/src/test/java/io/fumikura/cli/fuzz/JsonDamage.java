package io.fumikura.cli.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Puts a value where another should stand. The values are text rather than nodes: some of them no
 * JSON writer would write.
 *
 * @param mark stands in every long text
 */
record JsonDamage(Random random, String mark) {
    private static final String PLACE = "\u0001here\u0001";
    private static final String WRITTEN_PLACE = "\"\\u0001here\\u0001\"";
    private static final int DEEP = 5_000;
    private static final int LONG = 200_000;

    /** By what they are, in the same order always. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("null", "null");
        values.put("a boolean", "true");
        values.put("a number", "7");
        values.put("a negative number", "-1");
        values.put("a fraction", "0.5");
        values.put("a number beyond 32 bits", "4294967296");
        values.put("a number beyond 64 bits", "18446744073709551617");
        values.put("a number with a large exponent", "1e999999999");
        values.put("a number with a small exponent", "1e-999999999");
        values.put("a number of many digits", "9".repeat(2_000));
        values.put("not a number", "NaN");
        values.put("a text", "\"" + mark + "\"");
        values.put("an empty text", "\"\"");
        values.put("blanks", "\" \\t\\n\u3000\"");
        values.put("a long text", "\"" + mark + "あ".repeat(LONG) + "\"");
        values.put("control characters", "\"" + mark + "\\u0000\\u0007\\u001b[31m\\u0085\\u2028\"");
        values.put("half a surrogate pair", "\"" + mark + "\\ud83d\"");
        values.put("marks of direction", "\"" + mark + "\u202e\u2066\"");
        values.put("many combining marks", "\"" + mark + "か\u3099".repeat(2_000) + "\"");
        values.put("a wrong escape", "\"\\q\"");
        values.put("an empty object", "{}");
        values.put("an object", "{\"" + mark + "\":{\"a\":[1]}}");
        values.put("an empty array", "[]");
        values.put("an array of null", "[null]");
        values.put("an array of everything", "[1,\"" + mark + "\",null,[],{}]");
        values.put("a long array", "[" + "\"a\",".repeat(20_000) + "\"a\"]");
        values.put("deep arrays", "[".repeat(DEEP) + "]".repeat(DEEP));
        values.put("deep objects", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));
        return values;
    }

    /** The body with the value at one of its places, the body itself being one. */
    String with(JsonNode body, String value) {
        JsonNode copy = body.deepCopy();
        List<Runnable> places = new ArrayList<>();
        collect(copy, places);
        if (places.isEmpty() || random.nextInt(places.size() + 1) == 0) {
            return value;
        }
        places.get(random.nextInt(places.size())).run();
        return copy.toString().replace(WRITTEN_PLACE, value);
    }

    private static void collect(JsonNode node, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames()
                    .forEachRemaining(
                            name -> {
                                places.add(() -> object.put(name, PLACE));
                                collect(object.get(name), places);
                            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(() -> array.set(index, PLACE));
                collect(array.get(i), places);
            }
        }
    }

    /** The body with the fields taken away, added or doubled; by what was done. */
    Map<String, String> withOtherFields(JsonNode body) {
        Map<String, String> bodies = new LinkedHashMap<>();
        if (body instanceof ObjectNode object && !object.isEmpty()) {
            String text = object.toString();
            String first = object.fieldNames().next();
            bodies.put("a field is missing", object.deepCopy().without(first).toString());
            bodies.put("an unknown field", "{\"" + mark + "\":1," + text.substring(1));
            bodies.put(
                    "a field is there twice",
                    "{\"%s\":%s,%s".formatted(first, object.get(first), text.substring(1)));
            bodies.put(
                    "a name in other letters", text.replace(first, first.toUpperCase(Locale.ROOT)));
        }
        return bodies;
    }
}
