package io.fumikura.inference.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.Indenter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * {@code model.json} with {@code model.json.sha256} beside it, as {@code sha256sum} writes it. The
 * manifest holds the sums of all other files, so its own sum is the identity of the whole model.
 *
 * <p>It is read strictly: an unknown field is refused, because a prefix that is spelled wrong and
 * ignored costs quality nobody notices.
 *
 * @param digest SHA-256 of {@code model.json}
 */
public record ManifestFile(ModelManifest manifest, String digest) {
    static final String NAME = "model.json";
    static final String SUM_NAME = "model.json.sha256";

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    // Java's own writer of doubles changed with Java 19; this one never does.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** The same on every system: two spaces, lists of numbers on one line, LF. */
    private static DefaultPrettyPrinter layout() {
        Indenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines);
    }

    /**
     * Writes the manifest and its sum, readable by everyone; the same manifest gives the same
     * bytes.
     */
    public static ManifestFile write(Path folder, ModelManifest manifest) throws IOException {
        byte[] content =
                (MAPPER.writer(layout()).writeValueAsString(manifest) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        String digest = FileSums.sha256(content);
        publish(folder.resolve(NAME), content);
        publish(
                folder.resolve(SUM_NAME),
                (digest + "  " + NAME + "\n").getBytes(StandardCharsets.UTF_8));
        return new ManifestFile(manifest, digest);
    }

    /** Lists a file of a folder with its size and sum. */
    public static ModelFile describe(Path folder, String name, Role role) throws IOException {
        Path file = folder.resolve(name);
        return new ModelFile(name, role, Files.size(file), FileSums.sha256(file, bytes -> {}));
    }

    private static void publish(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        makeReadable(file);
    }

    /** Lets everybody read a file and its owner write it: images run as another user. */
    public static void makeReadable(Path file) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /**
     * @throws ModelUnavailableException it is missing, altered or not understood
     */
    static ManifestFile read(Path folder) {
        Path file = folder.resolve(NAME);
        byte[] content = bytes(folder, file);
        String digest = FileSums.sha256(content);
        requireSum(folder, digest);
        try {
            JsonNode tree = MAPPER.readTree(content);
            requireKnownSchema(folder, file, tree);
            withoutTokens(tree);
            return new ManifestFile(MAPPER.treeToValue(tree, ModelManifest.class), digest);
        } catch (JsonProcessingException e) {
            throw unreadable(folder, file, firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw unreadable(folder, file, String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] bytes(Path folder, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ModelUnavailableException(
                    "there is no " + NAME + " in the folder",
                    folder,
                    file,
                    "Point the model path at a folder that holds a model of this product, or put"
                            + " the model there.");
        } catch (IOException e) {
            throw unreadable(folder, file, e.toString(), e);
        }
    }

    private static void requireSum(Path folder, String digest) {
        Path file = folder.resolve(SUM_NAME);
        String fix =
                "Copy the model folder again from where it was approved, or rebuild the image. Whoever"
                        + " approves a manifest that was edited on purpose runs `sha256sum "
                        + NAME
                        + " > "
                        + SUM_NAME
                        + "` in the folder.";
        String recorded;
        try {
            recorded = Files.readString(file).strip();
        } catch (IOException e) {
            throw new ModelUnavailableException(
                    SUM_NAME + " is missing or cannot be read", folder, file, fix, e);
        }
        if (!recorded.equals(digest + "  " + NAME)) {
            throw new ModelUnavailableException(
                    "%s has SHA-256 %s, %s says otherwise".formatted(NAME, digest, SUM_NAME),
                    folder,
                    folder.resolve(NAME),
                    fix);
        }
    }

    private static void requireKnownSchema(Path folder, Path file, JsonNode tree) {
        JsonNode schema = tree.path("schema");
        if (schema.getNodeType() != JsonNodeType.NUMBER || schema.asInt() != ModelManifest.SCHEMA) {
            throw new ModelUnavailableException(
                    "%s has schema %s, this release reads schema %d"
                            .formatted(
                                    NAME,
                                    schema.isMissingNode() ? "(none)" : schema,
                                    ModelManifest.SCHEMA),
                    folder,
                    file,
                    "Use the release the model was made for, or export the model again with this"
                            + " one.");
        }
    }

    /** A model that reads pictures takes no tokens, and need not say so. */
    private static void withoutTokens(JsonNode tree) {
        if (tree instanceof ObjectNode object
                && object.path("task").asText().equals(Task.OCR.wireName())
                && !object.has("max_tokens")) {
            object.put("max_tokens", 0);
        }
    }

    private static ModelUnavailableException unreadable(
            Path folder, Path file, String reason, IOException cause) {
        return new ModelUnavailableException(
                NAME + " cannot be read: " + reason,
                folder,
                file,
                "Copy the model folder again from where it was approved.",
                cause);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not JSON");
    }
}
