package io.fumikura.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects of one rendering of the chart. */
final class Manifests {
    /** For tests of each manifest, and of each layout. */
    static final String EVERY = "io.fumikura.cli.deploy.Manifests#every";

    static final String LAYOUTS = "io.fumikura.cli.deploy.Manifests#layouts";

    static final Path DEPLOY =
            Path.of(System.getProperty("fumikura.root", "..")).resolve("deploy").normalize();
    private static final ObjectReader YAML =
            new YAMLMapper()
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final String name;
    private final List<JsonNode> objects;

    private Manifests(String name, List<JsonNode> objects) {
        this.name = name;
        this.objects = List.copyOf(objects);
    }

    static Manifests of(Path file) {
        try {
            Manifests manifests = parse(file.getFileName().toString(), Files.readString(file));
            assertThat(manifests.objects).as("objects in " + file).hasSizeGreaterThan(20);
            return manifests;
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    static Manifests parse(String name, String yaml) {
        try (var documents = YAML.<JsonNode>readValues(yaml)) {
            return new Manifests(
                    name, documents.readAll().stream().filter(JsonNode::isObject).toList());
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    /** One file a layout. */
    static List<Path> layouts() throws IOException {
        try (Stream<Path> files = Files.list(DEPLOY.resolve("rendered"))) {
            List<Path> layouts = files.filter(f -> f.toString().endsWith(".yaml")).toList();
            assertThat(layouts).hasSize(3);
            return layouts;
        }
    }

    /** Those of every layout, and those of all options together. */
    static Stream<Manifests> every() throws IOException {
        return Stream.concat(layouts().stream().map(Manifests::of), Stream.of(Chart.everything()));
    }

    Stream<JsonNode> all() {
        return objects.stream();
    }

    Stream<JsonNode> kind(String kind) {
        return all().filter(object -> object.path("kind").asText().equals(kind));
    }

    JsonNode one(String kind, String name) {
        return kind(kind)
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no %s %s in %s".formatted(kind, name, this)));
    }

    /** Those of Deployments, as their templates say, and those that stand alone. */
    Stream<JsonNode> pods() {
        return Stream.concat(templates(kind("Deployment")), kind("Pod"));
    }

    /** Those of our own services. */
    Stream<JsonNode> servicePods() {
        return templates(kind("Deployment").filter(d -> name(d).endsWith("-service")));
    }

    private static Stream<JsonNode> templates(Stream<JsonNode> deployments) {
        return deployments.map(deployment -> deployment.at("/spec/template"));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static Stream<Map.Entry<String, JsonNode>> fields(JsonNode object) {
        return object.properties().stream();
    }

    @Override
    public String toString() {
        return name;
    }
}
