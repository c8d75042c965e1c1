package io.fumikura.ocr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recogniser of the shape of PARSeq with one decoder layer, two heads and sixteen dimensions,
 * with weights that look random: in one graph, which computes everything anew for each character,
 * and in parts, which keep what was computed.
 */
public final class StubParseq {
    private static final int D = 16;
    private static final int HEADS = 2;
    private static final int SIZE = D / HEADS;
    private static final int PATCH_HEIGHT = 4;
    private static final int PATCH_WIDTH = 8;

    private final int height;
    private final int width;
    private final int most;
    private final int characters;
    private final boolean refined;

    public StubParseq(int height, int width, int most, int characters, boolean refined) {
        this.height = height;
        this.width = width;
        this.most = most;
        this.characters = characters;
        this.refined = refined;
    }

    private int classes() {
        return characters + 1;
    }

    /** All positions in one run. */
    public void unrolled(Path file) throws IOException {
        Graph g = new Graph();
        g.input("images", true, 1, 3, height, width);
        String[] memory = memory(g);
        List<String> logits = new ArrayList<>();
        String tokens = g.longs(new long[] {characters + 1}, 1, 1);
        for (int i = 0; i <= most; i++) {
            String content = content(g, tokens, range(g, i + 1));
            String query = rows(g, positions(g), range(g, i, i + 1));
            String now = decode(g, query, keys(g, content, 21), keys(g, content, 22), memory, null);
            logits.add(now);
            String next = g.node("ArgMax", List.of(now), Map.of("axis", 2, "keepdims", 0));
            tokens = g.node("Concat", List.of(tokens, next), Map.of("axis", 1));
        }
        String all = g.node("Concat", logits, Map.of("axis", 1));
        if (refined) {
            String input =
                    g.node(
                            "Slice",
                            tokens,
                            g.longs(new long[] {0}, 1),
                            g.longs(new long[] {most + 1}, 1),
                            g.longs(new long[] {1}, 1));
            all = refine(g, input, range(g, most + 1), memory, most + 1);
        }
        g.named("Identity", List.of(all), Map.of(), "output");
        g.output("output", true, 1, most + 1, classes());
        g.write(file);
    }

    public void parts(Path encoder, Path step, Path refine) throws IOException {
        encoder(encoder);
        step(step);
        Graph g = new Graph();
        g.input("tokens", false, 1, Graph.OPEN);
        memoryInputs(g);
        String count =
                g.node(
                        "Squeeze",
                        g.node(
                                "Slice",
                                g.node("Shape", "tokens"),
                                g.longs(new long[] {1}, 1),
                                g.longs(new long[] {2}, 1)));
        String places = g.node("Range", g.longs(new long[] {0}), count, g.longs(new long[] {1}));
        String logits = refine(g, "tokens", places, new String[] {"mem_k", "mem_v"}, most + 1);
        g.named("Identity", List.of(logits), Map.of(), "logits");
        g.output("logits", true, 1, Graph.OPEN, classes());
        g.write(refine);
    }

    private void encoder(Path file) throws IOException {
        Graph g = new Graph();
        g.input("images", true, 1, 3, height, width);
        String[] memory = memory(g);
        g.named("Identity", List.of(memory[0]), Map.of(), "mem_k");
        g.named("Identity", List.of(memory[1]), Map.of(), "mem_v");
        g.output("mem_k", true, 1, HEADS, Graph.OPEN, SIZE);
        g.output("mem_v", true, 1, HEADS, Graph.OPEN, SIZE);
        g.write(file);
    }

    private void step(Path file) throws IOException {
        Graph g = new Graph();
        g.input("token", false, Graph.OPEN).input("pos", false, 1);
        memoryInputs(g);
        g.input("self_k", true, 1, HEADS, Graph.OPEN, SIZE);
        g.input("self_v", true, 1, HEADS, Graph.OPEN, SIZE);
        String token = g.node("Unsqueeze", "token", g.longs(new long[] {0}, 1));
        String content = content(g, token, "pos");
        g.named("Concat", List.of("self_k", keys(g, content, 21)), Map.of("axis", 2), "self_k_out");
        g.named("Concat", List.of("self_v", keys(g, content, 22)), Map.of("axis", 2), "self_v_out");
        String query = rows(g, positions(g), "pos");
        String logits =
                decode(g, query, "self_k_out", "self_v_out", new String[] {"mem_k", "mem_v"}, null);
        g.named(
                "Reshape",
                List.of(logits, g.longs(new long[] {1, classes()}, 2)),
                Map.of(),
                "logits");
        g.output("logits", true, 1, classes());
        g.output("self_k_out", true, 1, HEADS, Graph.OPEN, SIZE);
        g.output("self_v_out", true, 1, HEADS, Graph.OPEN, SIZE);
        g.write(file);
    }

    private static void memoryInputs(Graph g) {
        g.input("mem_k", true, 1, HEADS, Graph.OPEN, SIZE);
        g.input("mem_v", true, 1, HEADS, Graph.OPEN, SIZE);
    }

    private static String[] memory(Graph g) {
        int weights = D * 3 * PATCH_HEIGHT * PATCH_WIDTH;
        String patches =
                g.node(
                        "Conv",
                        List.of(
                                "images",
                                g.floats(
                                        Graph.random(1, 0.15, weights),
                                        D,
                                        3,
                                        PATCH_HEIGHT,
                                        PATCH_WIDTH)),
                        Map.of("strides", List.of(PATCH_HEIGHT, PATCH_WIDTH)));
        String flat = g.node("Reshape", patches, g.longs(new long[] {1, D, -1}, 3));
        String tokens = g.node("Transpose", List.of(flat), Map.of("perm", List.of(0, 2, 1)));
        return new String[] {keys(g, tokens, 2), keys(g, tokens, 3)};
    }

    /** [1, n, D] to heads: [1, heads, n, size]. */
    private static String keys(Graph g, String tokens, long seed) {
        return heads(g, g.node("MatMul", tokens, square(g, seed)));
    }

    private static String heads(Graph g, String values) {
        String split = g.node("Reshape", values, g.longs(new long[] {1, -1, HEADS, SIZE}, 4));
        return g.node("Transpose", List.of(split), Map.of("perm", List.of(0, 2, 1, 3)));
    }

    private static String square(Graph g, long seed) {
        return g.floats(Graph.random(seed, 0.35, D * D), D, D);
    }

    private String positions(Graph g) {
        return g.floats(Graph.random(4, 1, (most + 1) * D), most + 1, D);
    }

    /** Rows of a table, as [1, n, D]. */
    private static String rows(Graph g, String table, String indices) {
        return g.node("Unsqueeze", g.node("Gather", table, indices), g.longs(new long[] {0}, 1));
    }

    private static String range(Graph g, int to) {
        return range(g, 0, to);
    }

    private static String range(Graph g, int from, int to) {
        long[] values = new long[to - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) from + i;
        }
        return g.longs(values, values.length);
    }

    /** Four times the embedding, and from the second on the position before. */
    private String content(Graph g, String tokens, String places) {
        float[] embeddings = Graph.random(5, 0.4, (characters + 3) * D);
        String embedded = g.node("Gather", g.floats(embeddings, characters + 3, D), tokens);
        float[] shifted = new float[(most + 1) * D];
        System.arraycopy(Graph.random(4, 1, (most + 1) * D), 0, shifted, D, most * D);
        String before = rows(g, g.floats(shifted, most + 1, D), places);
        return g.node("Add", g.node("Mul", embedded, g.floats(new float[] {4}, 1)), before);
    }

    private String decode(
            Graph g,
            String query,
            String selfK,
            String selfV,
            String[] memory,
            @Nullable String mask) {
        String self = attend(g, keys(g, query, 6), selfK, selfV, mask);
        String h = g.node("Add", query, g.node("MatMul", self, square(g, 7)));
        String cross = attend(g, keys(g, h, 8), memory[0], memory[1], null);
        String h2 = g.node("Add", h, g.node("MatMul", cross, square(g, 9)));
        String head = g.floats(Graph.random(10, 0.6, D * classes()), D, classes());
        return g.node("MatMul", h2, head);
    }

    private static String attend(Graph g, String q, String k, String v, @Nullable String mask) {
        String turned = g.node("Transpose", List.of(k), Map.of("perm", List.of(0, 1, 3, 2)));
        String scores =
                g.node(
                        "Mul",
                        g.node("MatMul", q, turned),
                        g.floats(new float[] {(float) (1 / Math.sqrt(SIZE))}, 1));
        String masked = mask == null ? scores : g.node("Add", scores, mask);
        String shares = g.node("Softmax", List.of(masked), Map.of("axis", 3));
        String mixed = g.node("MatMul", shares, v);
        String back = g.node("Transpose", List.of(mixed), Map.of("perm", List.of(0, 2, 1, 3)));
        return g.node("Reshape", back, g.longs(new long[] {1, -1, D}, 3));
    }

    /** No position sees its own character, none sees what comes after the first end. */
    private String refine(Graph g, String tokens, String places, String[] memory, int longest) {
        String content = content(g, tokens, places);
        String query = rows(g, positions(g), places);
        float[] cloze = new float[longest * longest];
        for (int i = 0; i + 1 < longest; i++) {
            cloze[i * longest + i + 1] = -1e9f;
        }
        String table = g.floats(cloze, longest, longest);
        String own =
                g.node(
                        "Gather",
                        List.of(g.node("Gather", table, places), places),
                        Map.of("axis", 1));
        String ends =
                g.node(
                        "Cast",
                        List.of(g.node("Equal", tokens, g.longs(new long[] {0}, 1))),
                        Map.of("to", 1));
        String after =
                g.node(
                        "Mul",
                        g.node("CumSum", ends, g.longs(new long[] {1})),
                        g.floats(new float[] {-1e9f}, 1));
        String mask = g.node("Add", own, after);
        return decode(g, query, keys(g, content, 21), keys(g, content, 22), memory, mask);
    }
}
