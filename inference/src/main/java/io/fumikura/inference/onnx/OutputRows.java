package io.fumikura.inference.onnx;

import ai.onnxruntime.OnnxTensor;
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

    /**
     * @throws ModelFailure the output has another size, or holds something that is no finite number
     */
    List<float[]> read(OnnxTensor output, PaddedBatch batch) {
        FloatBuffer values = output.getFloatBuffer();
        int vectors = pooling == null ? batch.rows() : batch.rows() * batch.length();
        if (values == null || values.remaining() != vectors * width) {
            throw new ModelFailure(
                    "the model gave an output of another size", new IllegalStateException());
        }
        List<float[]> rows = new ArrayList<>(batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
            float[] vector = row(values, batch, row);
            requireFinite(vector, row);
            rows.add(vector);
        }
        return rows;
    }

    private float[] row(FloatBuffer values, PaddedBatch batch, int row) {
        float[] result = new float[width];
        if (pooling == null) {
            values.get(row * width, result);
        } else {
            int first = row * batch.length() + batch.start(row);
            int count = pooling == Pooling.CLS ? 1 : batch.tokens(row);
            for (int token = first; token < first + count; token++) {
                for (int i = 0; i < width; i++) {
                    result[i] += values.get(token * width + i);
                }
            }
            scale(result, count);
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
