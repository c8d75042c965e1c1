package io.fumikura.models.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A Hugging Face folder with the shapes of sarashina-embedding-v1-1b (1792 / 6272 / 24 layers, 1
 * 224 038 144 numbers, 4.9 GB) and random weights of a realistic size, always the same.
 */
public final class RandomCheckpoint {
    private static final int HIDDEN = 1792;
    private static final int INTERMEDIATE = 6272;
    private static final int LAYERS = 24;
    private static final int HEADS = 16;
    private static final int KEY_VALUE_HEADS = 8;
    private static final int HEAD_DIM = 112;
    private static final int VOCABULARY = 102_400;
    private static final float DEVIATION = 0.02f;

    private final JsonMapper mapper = new JsonMapper();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    public RandomCheckpoint() {
        add("embed_tokens.weight", VOCABULARY, HIDDEN);
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "layers.%d.".formatted(layer);
            add(prefix + "input_layernorm.weight", HIDDEN);
            add(prefix + "mlp.down_proj.weight", HIDDEN, INTERMEDIATE);
            add(prefix + "mlp.gate_proj.weight", INTERMEDIATE, HIDDEN);
            add(prefix + "mlp.up_proj.weight", INTERMEDIATE, HIDDEN);
            add(prefix + "post_attention_layernorm.weight", HIDDEN);
            add(prefix + "self_attn.k_proj.weight", KEY_VALUE_HEADS * HEAD_DIM, HIDDEN);
            add(prefix + "self_attn.o_proj.weight", HIDDEN, HEADS * HEAD_DIM);
            add(prefix + "self_attn.q_proj.weight", HEADS * HEAD_DIM, HIDDEN);
            add(prefix + "self_attn.v_proj.weight", KEY_VALUE_HEADS * HEAD_DIM, HIDDEN);
        }
        add("norm.weight", HIDDEN);
    }

    private void add(String name, long... shape) {
        shapes.put(name, shape);
    }

    /**
     * @param tokenizer a {@code tokenizer.json} whose ids are below 102 400
     */
    public void write(Path folder, Path tokenizer) throws IOException {
        Files.createDirectories(folder);
        Files.copy(
                tokenizer, folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
        ObjectNode config =
                mapper.createObjectNode()
                        .put("hidden_size", HIDDEN)
                        .put("intermediate_size", INTERMEDIATE)
                        .put("num_hidden_layers", LAYERS)
                        .put("num_attention_heads", HEADS)
                        .put("num_key_value_heads", KEY_VALUE_HEADS)
                        .put("head_dim", HEAD_DIM)
                        .put("vocab_size", VOCABULARY)
                        .put("max_position_embeddings", 8192)
                        .put("rms_norm_eps", 1e-5)
                        .put("rope_theta", 500_000.0)
                        .put("pad_token_id", 3);
        config.putArray("architectures").add("LlamaModel");
        mapper.writeValue(folder.resolve("config.json").toFile(), config);
        try (OutputStream file =
                new BufferedOutputStream(
                        Files.newOutputStream(folder.resolve("model.safetensors")), 1 << 20)) {
            writeWeights(file);
        }
    }

    private void writeWeights(OutputStream file) throws IOException {
        ObjectNode header = mapper.createObjectNode();
        long offset = 0;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            long end = offset + count(tensor.getValue()) * Float.BYTES;
            ObjectNode facts = header.putObject(tensor.getKey()).put("dtype", "F32");
            facts.set("shape", mapper.valueToTree(tensor.getValue()));
            facts.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = mapper.writeValueAsBytes(header);
        DataOutputStream data = new DataOutputStream(file);
        data.writeLong(Long.reverseBytes(json.length));
        data.write(json);
        SplittableRandom random = new SplittableRandom(1);
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            boolean norm = tensor.getValue().length == 1;
            writeNumbers(data, random, count(tensor.getValue()), norm ? 1 : 0);
        }
        data.flush();
    }

    /** Evenly spread around the mean, with the deviation real weights have. */
    private static void writeNumbers(
            OutputStream file, SplittableRandom random, long count, float mean) throws IOException {
        float width = (float) (2 * Math.sqrt(3) * DEVIATION);
        ByteBuffer block = ByteBuffer.allocate(HIDDEN * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long left = count; left > 0; left -= block.position() / Float.BYTES) {
            block.clear();
            for (int i = 0; i < Math.min(HIDDEN, left); i++) {
                block.putFloat(mean + width * ((random.nextInt() >>> 8) * 0x1p-24f - 0.5f));
            }
            file.write(block.array(), 0, block.position());
        }
    }

    private static long count(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
