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
import java.util.Map;
import java.util.SplittableRandom;

/** A Hugging Face folder with random weights of a realistic size, always the same. */
public final class RandomCheckpoint {
    private static final float DEVIATION = 0.02f;
    private static final int BLOCK = 4096;

    private final JsonMapper mapper = new JsonMapper();
    private final CheckpointShape shape;

    public RandomCheckpoint(CheckpointShape shape) {
        this.shape = shape;
    }

    /**
     * @param tokenizer a {@code tokenizer.json} whose ids are in the vocabulary
     */
    public void write(Path folder, Path tokenizer) throws IOException {
        Files.createDirectories(folder);
        Files.copy(
                tokenizer, folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
        mapper.writeValue(folder.resolve("config.json").toFile(), shape.config(mapper));
        try (OutputStream file =
                new BufferedOutputStream(
                        Files.newOutputStream(folder.resolve("model.safetensors")), 1 << 20)) {
            writeWeights(file);
        }
    }

    private void writeWeights(OutputStream file) throws IOException {
        Map<String, long[]> tensors = shape.tensors();
        ObjectNode header = mapper.createObjectNode();
        long offset = 0;
        for (Map.Entry<String, long[]> tensor : tensors.entrySet()) {
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
        for (Map.Entry<String, long[]> tensor : tensors.entrySet()) {
            boolean norm = tensor.getValue().length == 1;
            writeNumbers(data, random, count(tensor.getValue()), norm ? 1 : 0);
        }
        data.flush();
    }

    /** Evenly spread around the mean, with the deviation real weights have. */
    private static void writeNumbers(
            OutputStream file, SplittableRandom random, long count, float mean) throws IOException {
        float width = (float) (2 * Math.sqrt(3) * DEVIATION);
        ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long left = count; left > 0; left -= block.position() / Float.BYTES) {
            block.clear();
            for (int i = 0; i < Math.min(BLOCK, left); i++) {
                block.putFloat(mean + width * ((random.nextInt() >>> 8) * 0x1p-24f - 0.5f));
            }
            file.write(block.array(), 0, block.position());
        }
    }

    private static long count(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
