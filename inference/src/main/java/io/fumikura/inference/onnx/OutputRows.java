package io.fumikura.inference.onnx;

import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.Normalise;
import io.fumikura.inference.model.ModelManifest.Pooling;
import io.fumikura.inference.text.PaddedBatch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an output: [batch, width] as they are, or [batch, seq, width] pooled over the tokens
 * that are no padding; then normalised where the manifest says so.
 */
final class OutputRows {
    private final int width;
    private final @Nullable Pooling pooling;
    private final boolean normalise;

    OutputRows(ModelManifest manifest) {
        this.width = GraphCheck.width(manifest);
        this.pooling = manifest.pooledOutside() ? manifest.pooling() : null;
        this.normalise = manifest.normalise() == Normalise.L2;
    }

    /** Of the output for a batch. */
    long[] shape(PaddedBatch batch) {
        return pooling == null
                ? new long[] {batch.rows(), width}
                : new long[] {batch.rows(), batch.length(), width};
    }

    /**
     * @throws ModelFailure the output has another size, or holds something that is no finite number
     */
    List<float[]> read(@Nullable FloatBuffer output, PaddedBatch batch) {
        int vectors = pooling == null ? batch.rows() : batch.rows() * batch.length();
        if (output == null || output.remaining() != vectors * width) {
            throw new ModelFailure(
                    "the model gave an output of another size", new IllegalStateException());
        }
        List<float[]> rows = new ArrayList<>(batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
            float[] vector = row(output, batch, row);
            requireFinite(vector, row);
            rows.add(vector);
        }
        return rows;
    }

    private float[] row(FloatBuffer output, PaddedBatch batch, int row) {
        float[] result = new float[width];
        if (pooling == null) {
            output.get(row * width, result);
        } else {
            pool(output, batch, row, result);
        }
        if (normalise) {
            double square = 0;
            for (float value : result) {
                square += (double) value * value;
            }
            scale(result, Math.sqrt(square));
        }
        return result;
    }

    private void pool(FloatBuffer output, PaddedBatch batch, int row, float[] sum) {
        int first = row * batch.length() + batch.start(row);
        int count = pooling == Pooling.CLS ? 1 : batch.tokens(row);
        float[] token = new float[width];
        for (int t = first; t < first + count; t++) {
            output.get(t * width, token);
            for (int i = 0; i < width; i++) {
                sum[i] += token[i];
            }
        }
        scale(sum, count);
    }

    private static void scale(float[] values, double divisor) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / divisor);
        }
    }

    private static void requireFinite(float[] values, int row) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ModelFailure(
                        "the model gave a value that is not a number",
                        new ArithmeticException("row " + row));
            }
        }
    }
}
