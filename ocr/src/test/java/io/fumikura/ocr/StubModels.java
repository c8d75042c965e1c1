package io.fumikura.ocr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A detector that takes everything dark for text, and a recogniser that reads the grey of each four
 * columns: black is 黒, grey is 灰, white is nothing.
 */
public final class StubModels {
    public static final String PROFILE =
            """
            {"id":"stub","detector":{"file":"detector.onnx","type":"db","colour":"grey","mean":[0.5],"std":[0.5],
             "long_side":640,"multiple":32,"threshold":0.3,"box_threshold":0.5,"grow":"half-thickness","grow_ratio":0.5,
             "min_side":3,"max_candidates":20000},
             "recogniser":{"file":"recogniser.onnx","type":"ctc","colour":"grey","mean":[0.5],"std":[0.5],"height":32,
             "pad_value":1.0,"charset":"charset.txt","blank":0,"stride":4,"vertical":"rotate-ccw"}}
            """;

    private StubModels() {}

    public static Path write(Path folder) throws IOException {
        Files.writeString(folder.resolve("profile.json"), PROFILE);
        Files.writeString(folder.resolve("charset.txt"), "黒\n灰\n");
        detector(folder.resolve("detector.onnx"));
        recogniser(folder.resolve("recogniser.onnx"));
        return folder;
    }

    /** Half the size; (1 - value) / 2 averaged over two by two pixels. */
    private static void detector(Path file) throws IOException {
        Graph g = new Graph();
        g.input("image", true, 1, 1, Graph.OPEN, Graph.OPEN);
        String mean =
                g.node(
                        "AveragePool",
                        List.of("image"),
                        Map.of("kernel_shape", List.of(2, 2), "strides", List.of(2, 2)));
        String dark = g.node("Sub", g.floats(new float[] {1}, 1), mean);
        g.named("Mul", List.of(dark, g.floats(new float[] {0.5f}, 1)), Map.of(), "probability");
        g.output("probability", true, 1, 1, Graph.OPEN, Graph.OPEN);
        g.write(file);
    }

    /** The mean grey m of each 4 x 32 gives 10m for white, -10m for black, 4 - 10|m| for grey. */
    private static void recogniser(Path file) throws IOException {
        Graph g = new Graph();
        g.input("lines", true, Graph.OPEN, 1, 32, Graph.OPEN);
        String mean =
                g.node(
                        "AveragePool",
                        List.of("lines"),
                        Map.of("kernel_shape", List.of(32, 4), "strides", List.of(32, 4)));
        String row = g.node("Squeeze", mean, g.longs(new long[] {1, 2}, 2));
        String column = g.node("Unsqueeze", row, g.longs(new long[] {2}, 1));
        String ten = g.floats(new float[] {10}, 1);
        String white = g.node("Mul", column, ten);
        String black = g.node("Neg", white);
        String grey = g.node("Sub", g.floats(new float[] {4}, 1), g.node("Abs", white));
        g.named("Concat", List.of(white, black, grey), Map.of("axis", 2), "logits");
        g.output("logits", true, Graph.OPEN, Graph.OPEN, 3);
        g.write(file);
    }
}
