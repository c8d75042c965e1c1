package io.fumikura.models.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.fumikura.models.checkpoint.LlamaConfig;
import io.fumikura.models.checkpoint.LlamaConfig.Kind;
import io.fumikura.models.onnx.GraphBuilder;
import io.fumikura.models.onnx.GraphBuilder.Attribute;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a Llama model computes, as ONNX nodes. Rows are padded on the right. The attention has no
 * mask, which keeps it eligible for flash attention: a causal model never looks at later padding,
 * and a bidirectional one is told the length of each row.
 *
 * <p>Norms compute in float32 inside whatever the precision ({@code stash_type}); the end of the
 * model (last norm, pooling, normalisation or score) is float32 altogether.
 *
 * @see <a href="https://onnx.ai/onnx/operators/">RMSNormalization, RotaryEmbedding and
 *     Attention</a>
 */
final class LlamaGraph {
    static final String EMBEDDING_OUTPUT = "sentence_embedding";
    static final String SCORE_OUTPUT = "logits";
    static final int FLOAT32 = DataType.FLOAT.getNumber();
    static final int INT64 = DataType.INT64.getNumber();

    private static final Attribute LAST_AXIS = Attribute.of("axis", -1);
    private static final Attribute FLOAT32_INSIDE = Attribute.of("stash_type", 1);

    private final GraphBuilder graph;
    private final LlamaConfig config;
    private final Attribute epsilon;

    LlamaGraph(GraphBuilder graph, LlamaConfig config) {
        this.graph = graph;
        this.config = config;
        this.epsilon = Attribute.of("epsilon", (float) config.epsilon());
    }

    /** {@code input_ids}, {@code attention_mask} [batch, seq] to embedded tokens. */
    String tokens(String embeddings) {
        graph.input("input_ids", INT64, "batch", "seq");
        graph.input("attention_mask", INT64, "batch", "seq");
        return graph.node("Gather", "hidden", List.of(embeddings, "input_ids"));
    }

    /** Real tokens of each row: int64 [batch]. */
    String lengths() {
        return graph.node(
                "ReduceSum",
                "lengths",
                List.of("attention_mask", graph.list("axis_1", 1)),
                Attribute.of("keepdims", 0));
    }

    /** 0, 1, 2, … in every row: int64 [batch, seq]. */
    String positions() {
        String shape = graph.node("Shape", "input_shape", List.of("input_ids"));
        String length =
                graph.node("Gather", "seq_length", List.of(shape, graph.scalar("second", 1)));
        String row =
                graph.node(
                        "Range",
                        "position_row",
                        List.of(graph.scalar("zero", 0), length, graph.scalar("one", 1)));
        return graph.node("Expand", "positions", List.of(row, shape));
    }

    /** The values every layer uses besides its weights. */
    record Shared(String positions, String lengths, String cosines, String sines) {}

    /**
     * One layer: [batch, seq, hidden] to the same.
     *
     * @param prefix of the names of its values
     * @param weight the name of a weight of this layer, by the name in {@link LayerWeights}
     */
    String layer(String prefix, String hidden, Shared shared, UnaryOperator<String> weight) {
        String normed = norm(prefix + "attention_input", hidden, weight.apply("input_norm"));
        String attended = attention(prefix, normed, shared, weight);
        String middle = graph.node("Add", prefix + "attended", List.of(hidden, attended));
        String fed = norm(prefix + "feed_forward_input", middle, weight.apply("feed_forward_norm"));
        return graph.node(
                "Add", prefix + "hidden", List.of(middle, feedForward(prefix, fed, weight)));
    }

    private String norm(String output, String input, String weight) {
        return graph.node(
                "RMSNormalization",
                output,
                List.of(input, weight),
                LAST_AXIS,
                epsilon,
                FLOAT32_INSIDE);
    }

    private String attention(
            String prefix, String input, Shared shared, UnaryOperator<String> weight) {
        String projected =
                graph.node("MatMul", prefix + "qkv_out", List.of(input, weight.apply("qkv")));
        String query = prefix + "query";
        String key = prefix + "key";
        String value = prefix + "value";
        int keyWidth = config.keyWidth();
        graph.nodes(
                "Split",
                List.of(query, key, value),
                List.of(
                        projected,
                        graph.list(prefix + "qkv_split", config.queryWidth(), keyWidth, keyWidth)),
                LAST_AXIS);
        boolean causal = config.kind() == Kind.EMBEDDER;
        List<String> inputs =
                List.of(
                        rotated(query, config.heads(), shared),
                        rotated(key, config.kvHeads(), shared),
                        value);
        String output =
                graph.node(
                        "Attention",
                        prefix + "attention",
                        causal ? inputs : withLengths(inputs, shared.lengths()),
                        Attribute.of("is_causal", causal ? 1 : 0),
                        Attribute.of("q_num_heads", config.heads()),
                        Attribute.of("kv_num_heads", config.kvHeads()),
                        Attribute.of("scale", (float) (1 / Math.sqrt(config.headDim()))));
        return graph.node(
                "MatMul",
                prefix + "attention_out",
                List.of(output, weight.apply("attention_output")));
    }

    /** The seventh input; mask, past key and past value are left out. */
    private static List<String> withLengths(List<String> inputs, String lengths) {
        return List.of(inputs.get(0), inputs.get(1), inputs.get(2), "", "", "", lengths);
    }

    private String rotated(String input, int heads, Shared shared) {
        return graph.node(
                "RotaryEmbedding",
                input + "_rotated",
                List.of(input, shared.cosines(), shared.sines(), shared.positions()),
                Attribute.of("interleaved", 0),
                Attribute.of("num_heads", heads));
    }

    private String feedForward(String prefix, String input, UnaryOperator<String> weight) {
        String both =
                graph.node(
                        "MatMul", prefix + "gate_up_out", List.of(input, weight.apply("gate_up")));
        String gate = prefix + "gate";
        String up = prefix + "up";
        int inner = config.intermediate();
        graph.nodes(
                "Split",
                List.of(gate, up),
                List.of(both, graph.list(prefix + "gate_up_split", inner, inner)),
                LAST_AXIS);
        String sigmoid = graph.node("Sigmoid", prefix + "gate_sigmoid", List.of(gate));
        String silu = graph.node("Mul", prefix + "gate_silu", List.of(gate, sigmoid));
        String product = graph.node("Mul", prefix + "gated", List.of(silu, up));
        return graph.node("MatMul", prefix + "down_out", List.of(product, weight.apply("down")));
    }

    /** The last token of each row, normalised to length 1: float32 [batch, hidden]. */
    void embedding(String hidden, String lengths, String normWeight) {
        String last =
                graph.node("Sub", "last_position", List.of(lengths, graph.list("one_list", 1)));
        String column =
                graph.node("Unsqueeze", "last_column", List.of(last, graph.list("column_axis", 1)));
        String token =
                graph.node(
                        "GatherND",
                        "last_token",
                        List.of(hidden, column),
                        Attribute.of("batch_dims", 1));
        String normed = norm("last_norm", graph.cast("last_float", token, FLOAT32), normWeight);
        graph.node(
                "LpNormalization",
                EMBEDDING_OUTPUT,
                List.of(normed),
                LAST_AXIS,
                Attribute.of("p", 2));
        graph.output(EMBEDDING_OUTPUT, FLOAT32, "batch", config.hidden());
    }

    /** The mean of the real tokens, scored: float32 [batch, 1]. */
    void score(String hidden, String lengths, String mask, String normWeight, String scoreWeight) {
        String normed = norm("last_norm", graph.cast("last_float", hidden, FLOAT32), normWeight);
        String column =
                graph.node(
                        "Unsqueeze",
                        "mask_column",
                        List.of(
                                graph.cast("mask_float", mask, FLOAT32),
                                graph.list("mask_axis", 2)));
        String real = graph.node("Mul", "real_tokens", List.of(normed, column));
        String sum =
                graph.node(
                        "ReduceSum",
                        "token_sum",
                        List.of(real, graph.list("sum_axis", 1)),
                        Attribute.of("keepdims", 0));
        String count =
                graph.node(
                        "Unsqueeze",
                        "token_count",
                        List.of(
                                graph.cast("lengths_float", lengths, FLOAT32),
                                graph.list("count_axis", 1)));
        String mean = graph.node("Div", "token_mean", List.of(sum, count));
        String raw = graph.node("MatMul", "score_out", List.of(mean, scoreWeight));
        String temperature = graph.scalar("temperature", (float) config.temperature());
        graph.node("Div", SCORE_OUTPUT, List.of(raw, temperature));
        graph.output(SCORE_OUTPUT, FLOAT32, "batch", 1);
    }
}
