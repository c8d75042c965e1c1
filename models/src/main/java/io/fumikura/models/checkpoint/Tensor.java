package io.fumikura.models.checkpoint;

import ai.onnxruntime.platform.Fp16Conversions;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** One tensor of a safetensors file: numbers in row-major order, little-endian. */
public final class Tensor {
    private enum Type {
        F32(4),
        F16(2),
        BF16(2);

        final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    private static final int BLOCK_BYTES = 1 << 20;
    private static final ThreadLocal<ByteBuffer> BLOCK =
            ThreadLocal.withInitial(
                    () -> ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN));

    private final Path file;
    private final FileChannel channel;
    private final String name;
    private final Type type;
    private final long[] shape;
    private final long offset;

    private Tensor(
            Path file, FileChannel channel, String name, Type type, long[] shape, long offset) {
        this.file = file;
        this.channel = channel;
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.offset = offset;
    }

    static Tensor of(Path file, FileChannel channel, long numbers, String name, JsonNode facts)
            throws IOException {
        String typeName = facts.path("dtype").asText();
        Type type =
                Arrays.stream(Type.values())
                        .filter(t -> t.name().equals(typeName))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new BadCheckpoint(
                                                file,
                                                "%s has the type %s; F32, F16 and BF16 can be read"
                                                        .formatted(name, typeName)));
        JsonNode dimensions = facts.path("shape");
        long[] shape = new long[dimensions.size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions.get(i).asLong();
            count = Math.multiplyExact(count, shape[i]);
        }
        long start = facts.path("data_offsets").path(0).asLong(-1);
        long end = facts.path("data_offsets").path(1).asLong(-1);
        if (start < 0 || end - start != count * type.bytes || numbers + end > channel.size()) {
            throw new BadCheckpoint(
                    file,
                    "%s should have %d bytes in the file and has not; was the file copied whole?"
                            .formatted(name, count * type.bytes));
        }
        return new Tensor(file, channel, name, type, shape, numbers + start);
    }

    void requireShape(long... expected) {
        if (!Arrays.equals(shape, expected)) {
            throw new BadCheckpoint(
                    file,
                    "%s has the shape %s, config.json needs %s"
                            .formatted(name, Arrays.toString(shape), Arrays.toString(expected)));
        }
    }

    public String name() {
        return name;
    }

    /** Numbers in a direct buffer of native order, as float32: exact for all three types. */
    public FloatBuffer all() {
        FloatBuffer target = buffer(Math.toIntExact(count()));
        read(0, target);
        return target.flip();
    }

    /**
     * Fills a buffer with numbers in the order of the file. They are read in blocks and not mapped:
     * Java keeps a mapping until it happens to collect it, and a process that maps 5 GB shows 5 GB.
     *
     * @param first position of the first number
     * @param target filled from its position to its limit
     */
    public void read(long first, FloatBuffer target) {
        ByteBuffer block = BLOCK.get();
        long position = offset + first * type.bytes;
        while (target.hasRemaining()) {
            int bytes = Math.min(block.capacity(), target.remaining() * type.bytes);
            block.clear().limit(bytes);
            try {
                while (block.hasRemaining()) {
                    int count = channel.read(block, position);
                    if (count < 0) {
                        throw new BadCheckpoint(file, "it became shorter while it was read");
                    }
                    position += count;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            decode(block.flip(), target);
        }
    }

    private void decode(ByteBuffer bytes, FloatBuffer target) {
        ShortBuffer halves = bytes.asShortBuffer();
        switch (type) {
            case F32 -> target.put(bytes.asFloatBuffer());
            case BF16 -> {
                while (halves.hasRemaining()) {
                    target.put(Float.intBitsToFloat(halves.get() << Short.SIZE));
                }
            }
            case F16 -> {
                while (halves.hasRemaining()) {
                    target.put(Fp16Conversions.fp16ToFloat(halves.get()));
                }
            }
        }
    }

    /** A direct buffer, as ONNX Runtime reads it without copying. */
    public static FloatBuffer buffer(int count) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private long count() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
