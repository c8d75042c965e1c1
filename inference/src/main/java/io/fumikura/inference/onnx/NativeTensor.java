package io.fumikura.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Numbers in native memory, until the {@link TensorScope} they belong to is closed. */
public final class NativeTensor {
    private final OnnxTensor tensor;

    NativeTensor(OnnxTensor tensor) {
        this.tensor = tensor;
    }

    OnnxTensor onnx() {
        return tensor;
    }

    public long[] shape() {
        return tensor.getInfo().getShape();
    }

    /** A copy; float16 becomes float32. */
    public float[] floats() {
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (buffer == null) {
            throw new IllegalStateException("the tensor holds no floats: " + tensor.getInfo());
        }
        float[] copy = new float[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }

    /** A copy of whole numbers of 32 or 64 bits, or of floats cut to whole ones. */
    public long[] longs() {
        switch (tensor.getInfo().type) {
            case INT64 -> {
                LongBuffer buffer = tensor.getLongBuffer();
                long[] copy = new long[buffer.remaining()];
                buffer.get(copy);
                return copy;
            }
            case INT32 -> {
                int[] values = new int[tensor.getIntBuffer().remaining()];
                tensor.getIntBuffer().get(values);
                long[] copy = new long[values.length];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = values[i];
                }
                return copy;
            }
            default -> {
                float[] values = floats();
                long[] copy = new long[values.length];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = (long) values[i];
                }
                return copy;
            }
        }
    }
}
