package io.fumikura.models.export;

import io.fumikura.models.checkpoint.Checkpoint;
import io.fumikura.models.checkpoint.LlamaConfig;
import io.fumikura.models.checkpoint.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of one layer as the graph multiplies with them: transposed to [in, out], the three
 * projections of the attention side by side, and the two of the feed-forward part. The buffers are
 * filled again for each layer.
 */
final class LayerWeights {
    private static final int TILE = 32;

    private final LlamaConfig config;
    private final Map<String, Weight> weights = new LinkedHashMap<>();

    /** One weight of the graph: its name within the layer, shape and numbers. */
    record Weight(String name, List<Long> dimensions, FloatBuffer values) {
        long[] shape() {
            return dimensions.stream().mapToLong(Long::longValue).toArray();
        }
    }

    LayerWeights(LlamaConfig config) {
        this.config = config;
        int hidden = config.hidden();
        add("input_norm", hidden);
        add("qkv", hidden, config.queryWidth() + 2L * config.keyWidth());
        add("attention_output", config.queryWidth(), hidden);
        add("feed_forward_norm", hidden);
        add("gate_up", hidden, 2L * config.intermediate());
        add("down", config.intermediate(), hidden);
    }

    private void add(String name, long... shape) {
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        List<Long> dimensions = Arrays.stream(shape).boxed().toList();
        weights.put(name, new Weight(name, dimensions, Tensor.buffer(count)));
    }

    Iterable<Weight> all() {
        return weights.values();
    }

    /**
     * @param prefix of the names in the checkpoint, for example {@code model.layers.3.}
     */
    void fill(Checkpoint checkpoint, String prefix) {
        int hidden = config.hidden();
        int query = config.queryWidth();
        int key = config.keyWidth();
        int inner = config.intermediate();
        norm(checkpoint, prefix + "input_layernorm.weight", "input_norm");
        String attention = prefix + "self_attn.";
        transpose(checkpoint, attention + "q_proj.weight", query, hidden, "qkv", 0);
        transpose(checkpoint, attention + "k_proj.weight", key, hidden, "qkv", query);
        transpose(checkpoint, attention + "v_proj.weight", key, hidden, "qkv", query + key);
        transpose(checkpoint, attention + "o_proj.weight", hidden, query, "attention_output", 0);
        norm(checkpoint, prefix + "post_attention_layernorm.weight", "feed_forward_norm");
        transpose(checkpoint, prefix + "mlp.gate_proj.weight", inner, hidden, "gate_up", 0);
        transpose(checkpoint, prefix + "mlp.up_proj.weight", inner, hidden, "gate_up", inner);
        transpose(checkpoint, prefix + "mlp.down_proj.weight", hidden, inner, "down", 0);
    }

    /** The numbers of one weight, from the start of the buffer. */
    FloatBuffer values(String name) {
        Weight weight = weights.get(name);
        if (weight == null) {
            throw new IllegalArgumentException("a layer has no weight " + name);
        }
        return weight.values();
    }

    private void norm(Checkpoint checkpoint, String source, String name) {
        FloatBuffer target = values(name);
        checkpoint.tensor(source, config.hidden()).read(0, target);
        target.clear();
    }

    /** Puts [out, in] into the columns of [in, all] from {@code column} on. */
    private void transpose(
            Checkpoint checkpoint, String source, int out, int in, String name, int column) {
        FloatBuffer target = values(name);
        int all = target.capacity() / in;
        Tensor tensor = checkpoint.tensor(source, out, in);
        FloatBuffer rows = Tensor.buffer(TILE * in);
        for (int first = 0; first < out; first += TILE) {
            int count = Math.min(TILE, out - first);
            rows.clear().limit(count * in);
            tensor.read((long) first * in, rows);
            for (int i = 0; i < in; i++) {
                int to = i * all + column + first;
                for (int row = 0; row < count; row++) {
                    target.put(to + row, rows.get(row * in + i));
                }
            }
        }
    }
}
