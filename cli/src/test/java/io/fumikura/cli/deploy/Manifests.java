package io.fumikura.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects of one rendered layout. */
final class Manifests {
    static final Path DEPLOY =
            Path.of(System.getProperty("fumikura.root", "..")).resolve("deploy").normalize();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final List<JsonNode> objects;

    private Manifests(List<JsonNode> objects) {
        this.objects = List.copyOf(objects);
    }

    static Manifests of(Path file) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            List<JsonNode> objects = new ArrayList<>();
            documents.forEachRemaining(
                    document -> {
                        if (document.isObject()) {
                            objects.add(document);
                        }
                    });
            assertThat(objects).as("objects in " + file).hasSizeGreaterThan(20);
            return new Manifests(objects);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
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

    Stream<JsonNode> all() {
        return objects.stream();
    }

    Stream<JsonNode> kind(String kind) {
        return all().filter(object -> object.path("kind").asText().equals(kind));
    }

    /** The pod templates of the Deployments. */
    Stream<JsonNode> pods() {
        return kind("Deployment").map(deployment -> deployment.at("/spec/template"));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
