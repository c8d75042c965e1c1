package io.fumikura.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.fumikura.inference.text.PaddedBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory one run reads its inputs from and writes its output to, outside the heap and kept for
 * the next run. Sizes are powers of two, so that it stops growing after a few runs.
 */
final class RunBuffers {
    private final OrtEnvironment environment;
    private final Map<String, ByteBuffer> buffers = new HashMap<>();

    RunBuffers(OrtEnvironment environment) {
        this.environment = environment;
    }

    /** An input, [rows, length] of int64; the tensor is good until the next call with this name. */
    OnnxTensor input(String name, PaddedBatch batch) throws OrtException {
        long[] shape = {batch.rows(), batch.length()};
        LongBuffer buffer = buffer(name, shape, Long.BYTES).asLongBuffer();
        batch.write(name, buffer);
        return OnnxTensor.createTensor(environment, buffer.flip(), shape);
    }

    /** Room for an output of float32, which is read from there when the run is over. */
    FloatBuffer output(String name, long... shape) {
        return buffer(name, shape, Float.BYTES).asFloatBuffer();
    }

    private ByteBuffer buffer(String name, long[] shape, int width) {
        long size = width;
        for (long side : shape) {
            size = Math.multiplyExact(size, side);
        }
        int bytes = Math.toIntExact(size);
        ByteBuffer buffer = buffers.get(name);
        if (buffer == null || buffer.capacity() < bytes) {
            int capacity = Math.max(bytes, Integer.highestOneBit(bytes - 1) << 1);
            buffer = ByteBuffer.allocateDirect(capacity);
            buffers.put(name, buffer);
        }
        return buffer.clear().limit(bytes).order(ByteOrder.nativeOrder());
    }
}
