package io.fumikura.cli.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The bills of materials of the modules that are shipped, in CycloneDX, without what is only needed
 * to build them; and one of all.
 *
 * @param parts by module, then by package URL
 * @param bills as they were read, by module
 */
public record Materials(
        NavigableMap<String, NavigableMap<String, Part>> parts,
        NavigableMap<String, ObjectNode> bills) {
    /** The modules whose jars are in an image or in a bundle. */
    public static final List<String> SHIPPED =
            List.of(
                    "cli",
                    "embedding-service",
                    "ingest-service",
                    "models",
                    "query-service",
                    "reranker-service");

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * @param root of a checkout that was built
     */
    public static Materials read(Path root) throws IOException {
        NavigableMap<String, NavigableMap<String, Part>> parts = new TreeMap<>();
        NavigableMap<String, ObjectNode> bills = new TreeMap<>();
        for (String module : SHIPPED) {
            Path file = root.resolve(module).resolve("target/sbom.json");
            if (!Files.isRegularFile(file)) {
                throw new CommandFailure(file + " is not there; ./dev.sh sbom makes it");
            }
            ObjectNode bill = (ObjectNode) MAPPER.readTree(file.toFile());
            NavigableMap<String, Part> shipped = new TreeMap<>();
            for (JsonNode component : bill.path("components")) {
                Part part = Part.of((ObjectNode) component);
                if (part.isShipped()) {
                    shipped.put(part.purl(), part);
                }
            }
            parts.put(module, shipped);
            bills.put(module, bill);
        }
        return new Materials(parts, bills);
    }

    /** Every part once, by its package URL. */
    NavigableMap<String, Part> all() {
        NavigableMap<String, Part> all = new TreeMap<>();
        parts.values().forEach(all::putAll);
        return all;
    }

    /** The modules that ship a part. */
    List<String> modulesWith(String purl) {
        return parts.entrySet().stream()
                .filter(module -> module.getValue().containsKey(purl))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** One file for each module, and {@code fumikura.json} for all. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, NavigableMap<String, Part>> module : parts.entrySet()) {
            ObjectNode bill = bills.get(module.getKey());
            if (bill != null) {
                write(
                        folder.resolve(module.getKey() + ".json"),
                        bill.path("metadata").path("component"),
                        module.getValue().values(),
                        List.of(bill));
            }
        }
        ObjectNode whole =
                MAPPER.createObjectNode()
                        .put("type", "application")
                        .put("bom-ref", "fumikura")
                        .put("group", "io.fumikura")
                        .put("name", "fumikura");
        write(folder.resolve("fumikura.json"), whole, all().values(), bills.values());
    }

    /** Neither a time nor a random serial number: the same parts give the same bytes. */
    private static void write(
            Path file, JsonNode of, Collection<Part> parts, Collection<ObjectNode> bills)
            throws IOException {
        ObjectNode bill = MAPPER.createObjectNode();
        bill.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
        bill.putObject("metadata").set("component", of);
        ArrayNode components = bill.putArray("components");
        TreeSet<String> references = new TreeSet<>();
        references.add(of.path("bom-ref").asText());
        for (Part part : parts) {
            components.add(part.json());
            references.add(part.json().path("bom-ref").asText());
        }
        ArrayNode dependencies = bill.putArray("dependencies");
        dependencies(bills, references)
                .forEach(
                        (reference, on) -> {
                            ArrayNode needed =
                                    dependencies
                                            .addObject()
                                            .put("ref", reference)
                                            .putArray("dependsOn");
                            on.forEach(needed::add);
                        });
        Files.writeString(file, MAPPER.writeValueAsString(bill) + "\n");
    }

    private static NavigableMap<String, TreeSet<String>> dependencies(
            Collection<ObjectNode> bills, TreeSet<String> references) {
        NavigableMap<String, TreeSet<String>> dependencies = new TreeMap<>();
        for (ObjectNode bill : bills) {
            for (JsonNode dependency : bill.path("dependencies")) {
                String reference = dependency.path("ref").asText();
                if (references.contains(reference)) {
                    TreeSet<String> on =
                            dependencies.computeIfAbsent(reference, key -> new TreeSet<>());
                    dependency.path("dependsOn").forEach(needed -> on.add(needed.asText()));
                    on.retainAll(references);
                }
            }
        }
        return dependencies;
    }
}
