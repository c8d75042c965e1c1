package io.fumikura.models.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JSON file whose required fields are asked for one by one, so that a message names the field.
 */
public record JsonFile(Path file, ObjectNode root) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * @throws BadCheckpoint the file is missing or no JSON object
     */
    public static JsonFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadCheckpoint(file, "the file is missing");
        }
        try {
            return parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new BadCheckpoint(file, "it cannot be read (" + e + ")", e);
        }
    }

    static JsonFile parse(Path file, byte[] content) {
        try {
            if (MAPPER.readTree(content) instanceof ObjectNode object) {
                return new JsonFile(file, object);
            }
            throw new BadCheckpoint(file, "it is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new BadCheckpoint(file, "it is not JSON (" + e.getOriginalMessage() + ")", e);
        } catch (IOException e) {
            throw new BadCheckpoint(file, "it cannot be read (" + e + ")", e);
        }
    }

    /** The field, or a missing node; null counts as missing. */
    public JsonNode get(String field) {
        JsonNode value = root.path(field);
        return value.isNull() ? root.path("\0") : value;
    }

    public boolean has(String field) {
        return !get(field).isMissingNode();
    }

    /**
     * @throws BadCheckpoint it is missing or not a positive whole number
     */
    public int positive(String field) {
        JsonNode value = get(field);
        if (!value.isInt() || value.intValue() < 1) {
            throw new BadCheckpoint(file, field + " is missing or not a positive whole number");
        }
        return value.intValue();
    }

    public int positive(String field, int otherwise) {
        return has(field) ? positive(field) : otherwise;
    }

    /**
     * @throws BadCheckpoint it is missing or not a positive number
     */
    public double positiveReal(String field) {
        return positiveReal(get(field), field);
    }

    public double positiveReal(String field, double otherwise) {
        return has(field) ? positiveReal(field) : otherwise;
    }

    double positiveReal(JsonNode value, String name) {
        if (!value.isNumber() || !(value.doubleValue() > 0)) {
            throw new BadCheckpoint(file, name + " is missing or not a positive number");
        }
        return value.doubleValue();
    }

    /**
     * @throws BadCheckpoint the field is there and has another value
     */
    public void require(String field, String expected) {
        String found = get(field).asText(expected);
        if (!found.equals(expected)) {
            throw new BadCheckpoint(
                    file, "%s is %s, only %s can be exported".formatted(field, found, expected));
        }
    }
}
