package io.fumikura.cli.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of {@code docs/licences.md} below its mark: what is allowed and why, what is shipped
 * under which licence, and the models of this repository. What stands above the mark is written by
 * hand.
 */
public final class LicenceReport {
    private static final String MARK = "<!-- made by ./dev.sh sbom: do not edit below -->\n";

    private final Materials materials;
    private final AllowedLicences allowed;
    private final Path root;

    public LicenceReport(Materials materials, Path root) throws IOException {
        this.materials = materials;
        this.allowed = AllowedLicences.read();
        this.root = root;
    }

    /** Parts none of whose licences is allowed, in words; and what the list has for nothing. */
    public List<String> objections() {
        List<String> objections = new ArrayList<>();
        for (Part part : materials.all().values()) {
            if (!part.isOurs() && allowed.of(part).isEmpty()) {
                objections.add(
                        "%s %s has %s, which is not allowed"
                                .formatted(
                                        part.name(),
                                        part.version(),
                                        part.licences().isEmpty()
                                                ? "no licence"
                                                : String.join(" or ", part.licences())));
            }
        }
        for (AllowedLicences.Licence licence : allowed.licences()) {
            if (!byLicence().containsKey(licence.id())) {
                objections.add(licence.id() + " is allowed, and nothing shipped has it");
            }
        }
        for (AllowedLicences.LookedUp lookedUp : allowed.parts()) {
            if (materials.all().values().stream().noneMatch(lookedUp::names)) {
                objections.add(lookedUp.part() + " was looked up, and is not shipped");
            }
        }
        return objections;
    }

    private NavigableMap<String, List<Part>> byLicence() {
        NavigableMap<String, List<Part>> parts = new TreeMap<>();
        for (Part part : materials.all().values()) {
            if (!part.isOurs()) {
                allowed.of(part)
                        .ifPresent(
                                id ->
                                        parts.computeIfAbsent(id, key -> new ArrayList<>())
                                                .add(part));
            }
        }
        return parts;
    }

    /** The file as it should be. */
    public String text() throws IOException {
        String file = Files.readString(file());
        int mark = file.indexOf(MARK);
        if (mark < 0) {
            throw new CommandFailure(file() + " has no line '" + MARK.strip() + "'");
        }
        return file.substring(0, mark) + MARK + allowedTable() + partsTable() + modelsTable();
    }

    public Path file() {
        return root.resolve("docs/licences.md");
    }

    private String allowedTable() {
        NavigableMap<String, List<Part>> parts = byLicence();
        return "\n## Allowed licences\n\n| licence | parts | why |\n|---|---|---|\n"
                + allowed.licences().stream()
                        .map(
                                licence ->
                                        "| %s | %d | %s |\n"
                                                .formatted(
                                                        licence.id(),
                                                        parts.getOrDefault(licence.id(), List.of())
                                                                .size(),
                                                        licence.why()))
                        .collect(Collectors.joining());
    }

    private String partsTable() {
        StringBuilder table =
                new StringBuilder(
                        """

                        ## Parts that are shipped

                        | part | version | licence | in |
                        |---|---|---|---|
                        """);
        for (Map.Entry<String, Part> part : materials.all().entrySet()) {
            if (!part.getValue().isOurs()) {
                table.append(
                        "| %s | %s | %s | %s |\n"
                                .formatted(
                                        part.getValue().name(),
                                        part.getValue().version(),
                                        allowed.of(part.getValue()).orElse("**none**"),
                                        materials.modulesWith(part.getKey()).stream()
                                                .map(module -> module.replace("-service", ""))
                                                .collect(Collectors.joining(", "))));
            }
        }
        return table.toString();
    }

    private String modelsTable() throws IOException {
        StringBuilder table =
                new StringBuilder(
                        """

                        ## Models of this repository

                        | model | licence | commercial use | attribution |
                        |---|---|---|---|
                        """);
        List<Path> manifests;
        try (Stream<Path> folders = Files.list(root.resolve("models"))) {
            manifests =
                    folders.map(folder -> folder.resolve("model.json"))
                            .filter(Files::isRegularFile)
                            .sorted()
                            .toList();
        }
        for (Path manifest : manifests) {
            JsonNode model = new ObjectMapper().readTree(manifest.toFile());
            JsonNode licence = model.path("licence");
            table.append(
                    "| `%s` | [%s](%s) | %s | %s |\n"
                            .formatted(
                                    model.path("id").asText(),
                                    licence.path("name").asText(),
                                    licence.path("url").asText(),
                                    licence.path("commercial_use").asBoolean() ? "yes" : "**no**",
                                    licence.path("attribution").asText()));
        }
        return table.toString();
    }
}
