package io.fumikura.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.fumikura.inference.batch.ModelFailure;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Owns the tensors of one piece of work and frees them when it is left, however it is left. For one
 * thread.
 */
public final class TensorScope implements AutoCloseable {
    private static final AtomicLong OPEN = new AtomicLong();

    private final List<OnnxTensor> owned = new ArrayList<>();

    /** Tensors not freed yet, of all scopes of this process: 0 when nothing is being computed. */
    public static long openTensors() {
        return OPEN.get();
    }

    /** A tensor of float32. */
    public NativeTensor floats(float[] values, long... shape) {
        try {
            return own(
                    OnnxTensor.createTensor(
                            OrtEnvironment.getEnvironment("fumikura"),
                            FloatBuffer.wrap(values),
                            shape));
        } catch (OrtException e) {
            throw new ModelFailure("ONNX Runtime refuses an input: " + e.getMessage(), e);
        }
    }

    /** A tensor of int64. */
    public NativeTensor longs(long[] values, long... shape) {
        try {
            return own(
                    OnnxTensor.createTensor(
                            OrtEnvironment.getEnvironment("fumikura"),
                            LongBuffer.wrap(values),
                            shape));
        } catch (OrtException e) {
            throw new ModelFailure("ONNX Runtime refuses an input: " + e.getMessage(), e);
        }
    }

    NativeTensor own(OnnxTensor tensor) {
        owned.add(tensor);
        OPEN.incrementAndGet();
        return new NativeTensor(tensor);
    }

    /** Frees one tensor before the rest, in a loop that makes many. */
    public void free(NativeTensor tensor) {
        if (owned.remove(tensor.onnx())) {
            tensor.onnx().close();
            OPEN.decrementAndGet();
        }
    }

    @Override
    public void close() {
        for (OnnxTensor tensor : owned) {
            tensor.close();
            OPEN.decrementAndGet();
        }
        owned.clear();
    }
}
