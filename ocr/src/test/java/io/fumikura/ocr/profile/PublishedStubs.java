package io.fumikura.ocr.profile;

import io.fumikura.ocr.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Graphs with the signatures of published ones, whose output is easily foretold. */
final class PublishedStubs {
    private PublishedStubs() {}

    /** A heading, a line and an advertisement that is too unsure, always. */
    static void detr(Path file) throws IOException {
        Graph g = new Graph();
        g.input("images", true, 1, 3, 1024, 1024).input("orig_target_sizes", false, 1, 2);
        constant(g, "labels", g.longs(new long[] {17, 2, 8, 0}, 1, 4), false, 1, 4);
        float[] boxes = {100, 100, 500, 150, 100, 200, 900, 220, 0, 500, 1024, 1024, 1, 1, 9, 9};
        constant(g, "boxes", g.floats(boxes, 1, 4, 4), true, 1, 4, 4);
        constant(g, "scores", g.floats(new float[] {.9f, .8f, .2f, .9f}, 1, 4), true, 1, 4);
        constant(g, "char_count", g.longs(new long[] {3, 1, 0, 0}, 1, 4), false, 1, 4);
        g.write(file);
    }

    private static void constant(
            Graph g, String name, String value, boolean floats, long... shape) {
        g.named("Identity", List.of(value), Map.of(), name);
        g.output(name, floats, shape);
    }

    static void paddleDetector(Path file) throws IOException {
        Graph g = new Graph();
        g.input("x", true, Graph.OPEN, 3, Graph.OPEN, Graph.OPEN);
        String mean = g.node("ReduceMean", List.of("x"), Map.of("axes", List.of(1)));
        String dark = g.node("Sub", g.floats(new float[] {0}, 1), mean);
        g.named("Sigmoid", List.of(dark), Map.of(), "y");
        g.output("y", true, Graph.OPEN, 1, Graph.OPEN, Graph.OPEN);
        g.write(file);
    }

    /** Probabilities of each eight columns: what is black is the third entry. */
    static void paddleRecogniser(Path file, String dictionary, int classes) throws IOException {
        Graph g = new Graph();
        g.input("x", true, Graph.OPEN, 3, 48, Graph.OPEN);
        String mean =
                g.node(
                        "AveragePool",
                        List.of("x"),
                        Map.of("kernel_shape", List.of(48, 8), "strides", List.of(48, 8)));
        String rows = g.node("Squeeze", mean, g.longs(new long[] {2}, 1));
        String frames = g.node("Transpose", List.of(rows), Map.of("perm", List.of(0, 2, 1)));
        float[] weights = new float[3 * classes];
        for (int c = 0; c < 3; c++) {
            weights[c * classes] = 0.5f;
            weights[c * classes + 3] = -5;
        }
        float[] bias = new float[classes];
        bias[3] = 9;
        String logits =
                g.node(
                        "Add",
                        g.node("MatMul", frames, g.floats(weights, 3, classes)),
                        g.floats(bias, classes));
        g.named("Softmax", List.of(logits), Map.of("axis", 2), "probabilities");
        g.output("probabilities", true, Graph.OPEN, Graph.OPEN, classes);
        g.write(file, Map.of("character", dictionary));
    }

    /** A table, a picture, and what is dropped; in the eight columns of the third version. */
    static void layout(Path file) throws IOException {
        Graph g = new Graph();
        g.input("image", true, 1, 3, 800, 800).input("im_shape", true, 1, 2);
        g.input("scale_factor", true, 1, 2);
        float[] rows = {
            21, .9f, 90, 90, 800, 400, 2, 0, 14, .8f, 100, 600, 400, 790, 3, 0, -1, .9f, 0, 0, 10,
            10, 0, 0, 22, .3f, 0, 0, 50, 50, 1, 0
        };
        constant(g, "rows", g.floats(rows, 4, 8), true, 4, 8);
        g.write(file);
    }

    /** A header over two cells, then two cells, then the end. */
    static void slanet(Path file) throws IOException {
        Graph g = new Graph();
        g.input("x", true, 1, 3, 488, 488);
        List<String> vocabulary =
                Objects.requireNonNull(PublishedProfiles.PPOCR_V5.profile().table()).tokens();
        List<String> written =
                List.of(
                        "<tr>",
                        "<td></td>",
                        "<td></td>",
                        "</tr>",
                        "<tr>",
                        "<td></td>",
                        "<td></td>",
                        "</tr>",
                        "eos");
        float[] scores = new float[written.size() * 50];
        float[] boxes = new float[written.size() * 8];
        for (int i = 0; i < written.size(); i++) {
            scores[i * 50 + vocabulary.indexOf(written.get(i))] = 1;
            float x = i % 2 == 1 ? 0 : 0.5f;
            float y = i < 4 ? 0 : 0.25f;
            float[] box = {x, y, x + .5f, y, x + .5f, y + .2f, x, y + .2f};
            System.arraycopy(box, 0, boxes, 8 * i, 8);
        }
        constant(g, "boxes", g.floats(boxes, 1, written.size(), 8), true, 1, written.size(), 8);
        constant(g, "tokens", g.floats(scores, 1, written.size(), 50), true, 1, written.size(), 50);
        g.write(file);
    }
}
