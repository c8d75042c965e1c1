package io.fumikura.cli.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a bundle holds, and where it is in a checkout that was built.
 *
 * @param root of the checkout
 * @param folder of the bundle, new or empty
 */
public record BundleContent(Path root, Path folder) {
    /**
     * Each lies in the bundle where it lies in the checkout, so that what names it finds it: links
     * of documents, and the container files.
     */
    static final List<String> PARTS =
            List.of(
                    "README.md",
                    "README.ja.md",
                    "BENCHMARKS.md",
                    "LICENSE",
                    "docs",
                    "deploy",
                    "docker",
                    "target/sbom",
                    "models/README.md",
                    "models/models.lock",
                    "models/sources",
                    "models/mini-ocr",
                    "models/target/models.jar",
                    "models/target/lib",
                    "embedding-service/target/quarkus-app",
                    "reranker-service/target/quarkus-app",
                    "ingest-service/OPERATING.md",
                    "ingest-service/target/quarkus-app",
                    "query-service/target/quarkus-app",
                    "cli/target/cli.jar",
                    "cli/target/lib");

    /** Fails before anything is written where a part is missing. */
    public void copy() throws IOException {
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new CommandFailure(folder + " is not empty; name a new folder");
        }
        List<String> absent =
                PARTS.stream().filter(part -> !Files.exists(root.resolve(part))).toList();
        if (!absent.isEmpty()) {
            throw new CommandFailure(
                    "not built: %s; run ./dev.sh sbom first".formatted(String.join(", ", absent)));
        }
        for (String part : PARTS) {
            copy(root.resolve(part), folder.resolve(part));
        }
    }

    /** Archives of images that were saved before, such as by {@code docker image save}. */
    public void images(Path archives) throws IOException {
        copy(archives, folder.resolve("images"));
    }

    /**
     * Model folders. Those that are carried lie in {@code models/ID}; all are named in {@code
     * models/models.json} by their digest, so that the other side can check what it has already.
     */
    public void models(List<Path> carried, List<Path> named) throws IOException {
        ArrayNode models = new ObjectMapper().createArrayNode();
        for (Path model : carried) {
            ObjectNode entry = entry(model);
            models.add(entry.put("carried", true));
            copy(model, folder.resolve("models").resolve(entry.path("id").asText()));
        }
        for (Path model : named) {
            models.add(entry(model).put("carried", false));
        }
        Files.createDirectories(folder.resolve("models"));
        Files.writeString(folder.resolve("models/models.json"), models.toPrettyString() + "\n");
    }

    private static ObjectNode entry(Path model) throws IOException {
        Path manifest = model.resolve("model.json");
        if (!Files.isRegularFile(manifest)) {
            throw new CommandFailure(model + " is no model folder: it has no model.json");
        }
        JsonNode facts = new ObjectMapper().readTree(manifest.toFile());
        String id = facts.path("id").asText();
        if (!Checksums.staysInside(id) || id.contains("/")) {
            throw new CommandFailure(manifest + " has no id that a folder can be named by");
        }
        return new ObjectMapper()
                .createObjectNode()
                .put("id", id)
                .put("digest", Checksums.of(manifest))
                .set("licence", facts.path("licence"));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Links are copied as what they point to. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path target = to.resolve(from.relativize(file).toString());
                        Path parent = target.getParent();
                        if (parent != null) {
                            Files.createDirectories(parent);
                        }
                        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
