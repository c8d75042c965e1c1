package io.fumikura.models.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.models.checkpoint.LlamaConfig.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shapes of a Llama-type model, as {@code config.json} names them.
 *
 * @param ropeFactor of Llama 3's rotary scaling; 0: plain positions
 */
public record CheckpointShape(
        Kind kind,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int keyValueHeads,
        int headDim,
        int vocabulary,
        int positions,
        int ropeFactor) {

    /** sarashina-embedding-v1-1b: 1 224 038 144 numbers, 4.9 GB. */
    public static final CheckpointShape SARASHINA =
            new CheckpointShape(Kind.EMBEDDER, 1792, 6272, 24, 16, 8, 112, 102_400, 8192, 0);

    /** llama-nemotron-rerank-1b-v2: 1 235 816 448 numbers. */
    public static final CheckpointShape NEMOTRON_RERANK =
            new CheckpointShape(Kind.RERANKER, 2048, 8192, 16, 32, 8, 64, 128_256, 131_072, 32);

    /** As many layers, as wide and as much work for a token as MiniLM-L6 (10.6 million numbers). */
    public static final CheckpointShape MINILM =
            new CheckpointShape(Kind.EMBEDDER, 384, 1024, 6, 12, 12, 32, 30_522, 512, 0);

    /** Every tensor with its shape, in the order of the file. */
    Map<String, long[]> tensors() {
        Map<String, long[]> tensors = new LinkedHashMap<>();
        String body = kind == Kind.RERANKER ? "model." : "";
        tensors.put(body + "embed_tokens.weight", shape(vocabulary, hidden));
        for (int layer = 0; layer < layers; layer++) {
            String prefix = body + "layers.%d.".formatted(layer);
            tensors.put(prefix + "input_layernorm.weight", shape(hidden));
            tensors.put(prefix + "mlp.down_proj.weight", shape(hidden, intermediate));
            tensors.put(prefix + "mlp.gate_proj.weight", shape(intermediate, hidden));
            tensors.put(prefix + "mlp.up_proj.weight", shape(intermediate, hidden));
            tensors.put(prefix + "post_attention_layernorm.weight", shape(hidden));
            tensors.put(
                    prefix + "self_attn.k_proj.weight",
                    shape((long) keyValueHeads * headDim, hidden));
            tensors.put(prefix + "self_attn.o_proj.weight", shape(hidden, (long) heads * headDim));
            tensors.put(prefix + "self_attn.q_proj.weight", shape((long) heads * headDim, hidden));
            tensors.put(
                    prefix + "self_attn.v_proj.weight",
                    shape((long) keyValueHeads * headDim, hidden));
        }
        tensors.put(body + "norm.weight", shape(hidden));
        if (kind == Kind.RERANKER) {
            tensors.put("score.weight", shape(1, hidden));
        }
        return tensors;
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }

    ObjectNode config(JsonMapper mapper) {
        ObjectNode config =
                mapper.createObjectNode()
                        .put("hidden_size", hidden)
                        .put("intermediate_size", intermediate)
                        .put("num_hidden_layers", layers)
                        .put("num_attention_heads", heads)
                        .put("num_key_value_heads", keyValueHeads)
                        .put("head_dim", headDim)
                        .put("vocab_size", vocabulary)
                        .put("max_position_embeddings", positions)
                        .put("rms_norm_eps", 1e-5)
                        .put("rope_theta", 500_000.0)
                        .put("pad_token_id", 3);
        config.putArray("architectures")
                .add(
                        kind == Kind.RERANKER
                                ? "LlamaBidirectionalForSequenceClassification"
                                : "LlamaModel");
        if (kind == Kind.RERANKER) {
            config.put("pooling", "avg");
        }
        if (ropeFactor > 0) {
            config.putObject("rope_scaling")
                    .put("rope_type", "llama3")
                    .put("factor", (double) ropeFactor)
                    .put("low_freq_factor", 1.0)
                    .put("high_freq_factor", 4.0)
                    .put("original_max_position_embeddings", 8192);
        }
        return config;
    }
}
