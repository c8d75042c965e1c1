package io.fumikura.inference.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads {@code model.json} strictly: an unknown field is refused, because a prefix that is spelled
 * wrong and ignored costs quality nobody notices.
 */
final class ManifestReader {
    static final String FILE = "model.json";

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ManifestReader() {}

    static ModelManifest read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new ModelUnavailableException(
                    "there is no " + FILE + " in the folder",
                    folder,
                    file,
                    "Point the model path at a folder that holds a model of this product, or put"
                            + " the model there.");
        }
        try {
            JsonNode tree = MAPPER.readTree(Files.readAllBytes(file));
            requireKnownSchema(folder, file, tree);
            return MAPPER.treeToValue(tree, ModelManifest.class);
        } catch (JsonProcessingException e) {
            throw unreadable(folder, file, firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw unreadable(folder, file, String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireKnownSchema(Path folder, Path file, JsonNode tree) {
        JsonNode schema = tree.path("schema");
        if (schema.getNodeType() != JsonNodeType.NUMBER || schema.asInt() != ModelManifest.SCHEMA) {
            throw new ModelUnavailableException(
                    "%s has schema %s, this release reads schema %d"
                            .formatted(
                                    FILE,
                                    schema.isMissingNode() ? "(none)" : schema,
                                    ModelManifest.SCHEMA),
                    folder,
                    file,
                    "Use the release the model was made for, or export the model again with this"
                            + " one.");
        }
    }

    private static ModelUnavailableException unreadable(
            Path folder, Path file, String reason, IOException cause) {
        return new ModelUnavailableException(
                FILE + " cannot be read: " + reason,
                folder,
                file,
                "Copy the model folder again from where it was approved.",
                cause);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not JSON");
    }
}
