package io.fumikura.models.adopt;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT_VALUE;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64_VALUE;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.fumikura.models.onnx.GraphBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Graphs with the signatures of published OCR models; what they compute is arbitrary. */
public final class PublishedGraphs {
    static final int NDL_CHARACTERS = 7141;

    private PublishedGraphs() {}

    /** A folder as somebody downloads it from the Diet Library. */
    public static void ndlocrLite(Path folder) throws IOException {
        detr(folder.resolve("deim-s-1024x1024.onnx"));
        parseq(folder.resolve("parseq-ndl-24x256-30-tiny-189epoch.onnx"), 256, 30);
        parseq(folder.resolve("parseq-ndl-24x384-50-tiny-300epoch.onnx"), 384, 50);
        parseq(folder.resolve("parseq-ndl-24x768-100-tiny-153epoch.onnx"), 768, 100);
        Files.writeString(folder.resolve("NDLmoji.yaml"), yaml(ndlCharacters()));
        Files.writeString(folder.resolve("LICENCE"), "CC BY 4.0");
    }

    /** A space first, what needs an escape, and characters outside the basic plane. */
    static String ndlCharacters() {
        return " \"\\'"
                + IntStream.range(0, NDL_CHARACTERS - 4)
                        .mapToObj(i -> Character.toString(i < 4 ? 0x20bb7 + i : 0x4e00 + i))
                        .collect(Collectors.joining());
    }

    static String yaml(String characters) {
        String escaped = characters.replace("\\", "\\\\").replace("\"", "\\\"");
        return """
        # @package _global_
        model:
          charset_train: "%s"
          charset_test: "other"
        """
                .formatted(escaped);
    }

    static void ppOcrV5(Path folder) throws IOException {
        dbDetector(folder.resolve("PP-OCRv5_det_own.onnx"));
        ctc(folder.resolve("PP-OCRv5_rec_own.onnx"), 40, "\u3000\n一\n\n丁\n七\n");
        layout(folder.resolve("pp_doclayout_own.onnx"));
        slanet(folder.resolve("slanet_own.onnx"));
    }

    private static void detr(Path file) throws IOException {
        GraphBuilder g = new GraphBuilder("detr");
        g.input("images", FLOAT_VALUE, 1, 3, 1024, 1024);
        g.input("orig_target_sizes", INT64_VALUE, 1, 2);
        constant(g, "labels", new long[] {2, 17}, 1, 2);
        constant(g, "boxes", new float[] {10, 10, 900, 40, 10, 60, 900, 100}, 1, 2, 4);
        constant(g, "scores", new float[] {.9f, .8f}, 1, 2);
        constant(g, "char_count", new long[] {1, 3}, 1, 2);
        write(g, file, "");
    }

    /** All positions in one run: the mean of the picture, spread by random numbers. */
    static void parseq(Path file, int width, int maxCharacters) throws IOException {
        GraphBuilder g = new GraphBuilder("parseq");
        g.input("image", FLOAT_VALUE, 1, 3, 24, width);
        String mean = g.node("ReduceMean", "mean", List.of("image", g.list("all", 1, 2, 3)));
        String one = g.node("Reshape", "one", List.of(mean, g.list("shape", 1, 1, 1)));
        String places =
                g.node("Mul", "places", List.of(one, random(g, "p", 1, maxCharacters + 1, 1)));
        int classes = NDL_CHARACTERS + 1;
        String spread = g.node("Mul", "spread", List.of(places, random(g, "w", 1, 1, classes)));
        g.node("Add", "logits", List.of(spread, random(g, "b", 1, 1, classes)));
        g.output("logits", FLOAT_VALUE, 1, maxCharacters + 1, classes);
        write(g, file, "");
    }

    private static void dbDetector(Path file) throws IOException {
        GraphBuilder g = new GraphBuilder("db");
        g.input("x", FLOAT_VALUE, "n", 3, "h", "w");
        String mean = g.node("ReduceMean", "mean", List.of("x", g.list("channels", 1)));
        g.node("Sigmoid", "y", List.of(g.node("Neg", "dark", List.of(mean))));
        g.output("y", FLOAT_VALUE, "n", 1, "h", "w");
        write(g, file, "");
    }

    /** Probabilities of each column, over the blank, the dictionary and the space. */
    static void ctc(Path file, int extra, String dictionary) throws IOException {
        GraphBuilder g = new GraphBuilder("ctc");
        String more =
                IntStream.range(0, extra)
                        .mapToObj(i -> Character.toString(0x5000 + i) + "\n")
                        .collect(Collectors.joining());
        long classes = (dictionary + more).chars().filter(c -> c == '\n').count() + 2;
        g.input("x", FLOAT_VALUE, "n", 3, 48, "w");
        String mean = g.node("ReduceMean", "mean", List.of("x", g.list("rows", 1, 2)));
        String columns = g.node("Reshape", "columns", List.of(mean, g.list("shape", 0, -1, 1)));
        // ReduceMean keeps the axes: n, 1, 1, w becomes n, w, 1.
        String spread = g.node("Mul", "spread", List.of(columns, random(g, "w1", 1, 1, classes)));
        g.node("Softmax", "probabilities", List.of(spread));
        g.output("probabilities", FLOAT_VALUE, "n", "t", classes);
        write(g, file, dictionary + more);
    }

    static void layout(Path file) throws IOException {
        GraphBuilder g = new GraphBuilder("layout");
        g.input("image", FLOAT_VALUE, 1, 3, 800, 800);
        g.input("im_shape", FLOAT_VALUE, 1, 2);
        g.input("scale_factor", FLOAT_VALUE, 1, 2);
        constant(g, "rows", new float[] {22, .9f, 10, 10, 90, 90, 1, 0}, 1, 8);
        write(g, file, "");
    }

    private static void slanet(Path file) throws IOException {
        GraphBuilder g = new GraphBuilder("slanet");
        g.input("x", FLOAT_VALUE, 1, 3, 488, 488);
        float[] tokens = new float[2 * 50];
        tokens[48] = 1;
        tokens[50 + 49] = 1;
        constant(g, "boxes", new float[16], 1, 2, 8);
        constant(g, "tokens", tokens, 1, 2, 50);
        write(g, file, "");
    }

    private static void constant(GraphBuilder g, String name, float[] values, long... shape) {
        TensorProto.Builder tensor = tensor(name, FLOAT_VALUE, shape);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        output(g, name, tensor, FLOAT_VALUE, shape);
    }

    private static void constant(GraphBuilder g, String name, long[] values, long... shape) {
        TensorProto.Builder tensor = tensor(name, INT64_VALUE, shape);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        output(g, name, tensor, INT64_VALUE, shape);
    }

    private static void output(
            GraphBuilder g, String name, TensorProto.Builder tensor, int type, long... shape) {
        g.node("Identity", name, List.of(g.initializer(tensor.build())));
        g.output(name, type, java.util.Arrays.stream(shape).boxed().toArray());
    }

    private static String random(GraphBuilder g, String name, long... shape) {
        TensorProto.Builder tensor = tensor(name, FLOAT_VALUE, shape);
        Random random = new Random(7);
        long size = 1;
        for (long side : shape) {
            size *= side;
        }
        for (long i = 0; i < size; i++) {
            tensor.addFloatData((float) random.nextGaussian());
        }
        return g.initializer(tensor.build());
    }

    private static TensorProto.Builder tensor(String name, int type, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName("c_" + name).setDataType(type);
        for (long side : shape) {
            tensor.addDims(side);
        }
        return tensor;
    }

    private static void write(GraphBuilder g, Path file, String dictionary) throws IOException {
        var model = g.build().toBuilder();
        if (!dictionary.isEmpty()) {
            model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey("character").setValue(dictionary));
        }
        Files.write(file, model.build().toByteArray());
    }
}
