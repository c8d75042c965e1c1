package io.fumikura.inference.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The miniature models of the source tree, and copies of them that a test may spoil. */
public final class ModelCopies {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ModelCopies() {}

    public static Path miniature(String name) {
        return Path.of(System.getProperty("fumikura.root", ".."), "models", name);
    }

    /** Copies a miniature model into {@code parent}. */
    public static Path copy(String name, Path parent) {
        try {
            Path target = Files.createDirectories(parent.resolve(name));
            try (Stream<Path> files = Files.list(miniature(name))) {
                List<Path> all = files.filter(Files::isRegularFile).toList();
                for (Path file : all) {
                    Files.copy(file, target.resolve(file.getFileName().toString()));
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the manifest as somebody does who may: with its sum. */
    public static void editManifest(Path folder, Consumer<ObjectNode> edit) {
        try {
            Path file = folder.resolve("model.json");
            ObjectNode manifest = (ObjectNode) MAPPER.readTree(file.toFile());
            edit.accept(manifest);
            MAPPER.writeValue(file.toFile(), manifest);
            Files.writeString(
                    folder.resolve("model.json.sha256"),
                    FileSums.sha256(Files.readAllBytes(file)) + "  model.json\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
