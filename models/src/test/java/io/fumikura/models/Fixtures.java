package io.fumikura.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The small models of {@code models/parity}, with what Transformers computed for them. */
public final class Fixtures {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Fixtures() {}

    /** One case of a {@code golden.json}; values are of the row alone, without padding. */
    public record Case(
            String name,
            @Nullable String text,
            @Nullable String query,
            @Nullable String passage,
            List<Long> ids,
            List<Float> expected) {
        static Case of(JsonNode node) {
            List<Float> expected = new ArrayList<>();
            if (node.has("logit")) {
                expected.add(node.get("logit").floatValue());
            }
            node.path("vector").forEach(value -> expected.add(value.floatValue()));
            return new Case(
                    node.get("name").asText(),
                    text(node, "text"),
                    text(node, "query"),
                    text(node, "passage"),
                    StreamSupport.stream(node.get("token_ids").spliterator(), false)
                            .map(JsonNode::longValue)
                            .toList(),
                    expected);
        }

        private static @Nullable String text(JsonNode node, String field) {
            return node.has(field) ? node.get(field).asText() : null;
        }
    }

    public static Path folder(String name) {
        URL url =
                Objects.requireNonNull(
                        Fixtures.class.getResource("/parity/" + name + "/config.json"), name);
        try {
            return Objects.requireNonNull(Path.of(url.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<Case> cases(String name) {
        try {
            JsonNode golden = MAPPER.readTree(folder(name).resolve("golden.json").toFile());
            return StreamSupport.stream(golden.get("cases").spliterator(), false)
                    .map(Case::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy without {@code golden.json}, as somebody would have downloaded it. */
    public static Path copy(String name, Path parent) {
        Path source = folder(name);
        Path target = parent.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.sorted().toList()) {
                if (!file.endsWith("golden.json")) {
                    Files.copy(file, target.resolve(source.relativize(file).toString()));
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void flipByte(Path file, long position) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(position);
            int before = bytes.read();
            bytes.seek(position);
            bytes.write(before ^ 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
