package io.fumikura.ocr;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The public pages, where they lie beside this checkout. */
public record GroundTruth(String id, int width, int height, String text, List<TrueBlock> blocks) {
    private static final Path ROOT =
            Path.of(System.getProperty("fumikura.root", "..")).toAbsolutePath().normalize();
    private static final Path PAGES = ROOT.resolveSibling("shared").resolve("data/ocr-public");

    public record TrueLine(String text, Quad quad, boolean vertical) {}

    public record TrueBlock(String type, String text, Quad quad, List<TrueLine> lines) {}

    public static Path root() {
        return ROOT;
    }

    /** Skips the test, and says so, where they are not. */
    public static List<GroundTruth> pages() {
        boolean there = Files.isDirectory(PAGES.resolve("gt"));
        if (!there) {
            System.out.println("skipped: the public pages are not beside this checkout");
        }
        assumeTrue(there, "the public pages are not beside this checkout");
        try (Stream<Path> files = Files.list(PAGES.resolve("gt"))) {
            return files.sorted().map(GroundTruth::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path image() {
        return PAGES.resolve("pages").resolve(id + ".png");
    }

    /** In reading order. */
    public List<TrueLine> lines() {
        return blocks.stream().flatMap(block -> block.lines().stream()).toList();
    }

    private static GroundTruth read(Path file) {
        try {
            JsonNode page = new ObjectMapper().readTree(file.toFile());
            List<TrueBlock> blocks = new ArrayList<>();
            for (JsonNode block : page.get("blocks")) {
                List<TrueLine> lines = new ArrayList<>();
                block.path("lines").forEach(line -> lines.add(line(line)));
                for (JsonNode cell : block.path("cells")) {
                    cell.path("lines").forEach(line -> lines.add(line(line)));
                }
                blocks.add(
                        new TrueBlock(
                                block.get("type").asText(),
                                block.get("text").asText(),
                                quad(block.get("polygon")),
                                lines));
            }
            return new GroundTruth(
                    page.get("id").asText(),
                    page.get("width").asInt(),
                    page.get("height").asInt(),
                    page.get("text").asText(),
                    blocks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrueLine line(JsonNode line) {
        return new TrueLine(
                line.get("text").asText(),
                quad(line.get("polygon")),
                line.path("vertical").asBoolean());
    }

    private static Quad quad(JsonNode polygon) {
        List<Point> points = new ArrayList<>();
        polygon.forEach(p -> points.add(new Point(p.get(0).asDouble(), p.get(1).asDouble())));
        return new Quad(points.get(0), points.get(1), points.get(2), points.get(3));
    }
}
