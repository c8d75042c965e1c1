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
    private record Part(String from, String to) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("README.md", "README.md"),
                    new Part("LICENSE", "licences/LICENSE"),
                    new Part("docs/licences.md", "licences/licences.md"),
                    new Part("docs", "docs"),
                    new Part("target/sbom", "sbom"),
                    new Part("deploy/chart", "chart"),
                    new Part("deploy/rendered", "manifests"),
                    new Part("deploy/stores", "stores"),
                    new Part("deploy/README.md", "stores/README.md"),
                    new Part("docker", "docker"),
                    new Part("embedding-service/target/quarkus-app", "services/embedding-service"),
                    new Part("reranker-service/target/quarkus-app", "services/reranker-service"),
                    new Part("ingest-service/target/quarkus-app", "services/ingest-service"),
                    new Part("query-service/target/quarkus-app", "services/query-service"),
                    new Part("models/target/models.jar", "tools/models/models.jar"),
                    new Part("models/target/lib", "tools/models/lib"),
                    new Part("cli/target/cli.jar", "tools/cli/cli.jar"),
                    new Part("cli/target/lib", "tools/cli/lib"));

    /** Fails before anything is written where a part is missing. */
    public void copy() throws IOException {
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new CommandFailure(folder + " is not empty; name a new folder");
        }
        List<String> absent =
                PARTS.stream()
                        .map(Part::from)
                        .filter(from -> !Files.exists(root.resolve(from)))
                        .toList();
        if (!absent.isEmpty()) {
            throw new CommandFailure(
                    "not built: %s; run ./dev.sh sbom first".formatted(String.join(", ", absent)));
        }
        for (Part part : PARTS) {
            copy(root.resolve(part.from()), folder.resolve(part.to()));
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
