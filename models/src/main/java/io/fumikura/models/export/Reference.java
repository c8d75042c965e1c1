package io.fumikura.models.export;

import io.fumikura.models.checkpoint.LlamaConfig;
import io.fumikura.models.checkpoint.LlamaConfig.Kind;
import io.fumikura.models.checkpoint.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the model gives for a few inputs, computed in float32 whatever the export's precision. It
 * runs beside the export with the weights just read, so that it never needs more than one layer.
 *
 * <p>Plain Java on purpose: it shares nothing with the graph it is compared with, and its sums are
 * added in a fixed order without fused operations, so that the recorded outputs, and with them the
 * sum of the manifest, are the same on every machine. A runtime's kernels differ from processor to
 * processor.
 */
final class Reference {
    private final LlamaConfig config;
    private final RotaryTable rotary;
    private final List<long[]> inputs;

    /** The residual stream: a row for each token, input after input. */
    private float[][] hidden = {};

    /**
     * @param inputs token ids; none sees another
     */
    Reference(LlamaConfig config, RotaryTable rotary, List<long[]> inputs) {
        this.config = config;
        this.rotary = rotary;
        this.inputs = inputs;
    }

    /** Looks the tokens up. */
    void start(Tensor embeddings) {
        List<float[]> rows = new ArrayList<>();
        FloatBuffer row = Tensor.buffer(config.hidden());
        for (long[] ids : inputs) {
            for (long id : ids) {
                embeddings.read(id * config.hidden(), row.clear());
                float[] values = new float[config.hidden()];
                row.get(0, values);
                rows.add(values);
            }
        }
        hidden = rows.toArray(float[][]::new);
    }

    /** Runs the next layer. */
    void layer(LayerWeights weights) {
        float[][] projected =
                Matrices.multiply(
                        normed(hidden, weights.values("input_norm")), weights.values("qkv"));
        float[][] attended = new float[hidden.length][];
        int first = 0;
        for (long[] ids : inputs) {
            attention(Arrays.copyOfRange(projected, first, first + ids.length), attended, first);
            first += ids.length;
        }
        Matrices.add(hidden, Matrices.multiply(attended, weights.values("attention_output")));
        float[][] gateAndUp =
                Matrices.multiply(
                        normed(hidden, weights.values("feed_forward_norm")),
                        weights.values("gate_up"));
        Matrices.add(hidden, Matrices.multiply(gated(gateAndUp), weights.values("down")));
    }

    /** Root-mean-square norm; the mean is taken in double. */
    private float[][] normed(float[][] rows, FloatBuffer weight) {
        float[][] result = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            double square = 0;
            for (float value : rows[row]) {
                square += (double) value * value;
            }
            float scale = (float) (1 / Math.sqrt(square / rows[row].length + config.epsilon()));
            float[] values = rows[row].clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] * scale * weight.get(i);
            }
            result[row] = values;
        }
        return result;
    }

    /**
     * @param projected queries, keys and values of one input, side by side
     * @param target gets the heads' outputs, from {@code first} on
     */
    private void attention(float[][] projected, float[][] target, int first) {
        int keys = config.queryWidth();
        int values = keys + config.keyWidth();
        int group = config.heads() / config.kvHeads();
        for (int position = 0; position < projected.length; position++) {
            for (int head = 0; head < config.heads() + config.kvHeads(); head++) {
                rotate(projected[position], head * config.headDim(), position);
            }
        }
        for (int position = 0; position < projected.length; position++) {
            boolean causal = config.kind() == Kind.EMBEDDER;
            int seen = causal ? position + 1 : projected.length;
            float[] output = new float[config.queryWidth()];
            for (int head = 0; head < config.heads(); head++) {
                int query = head * config.headDim();
                int shared = head / group * config.headDim();
                double[] weights = weights(projected, position, query, keys + shared, seen);
                for (int other = 0; other < seen; other++) {
                    for (int i = 0; i < config.headDim(); i++) {
                        output[query + i] +=
                                (float) weights[other] * projected[other][values + shared + i];
                    }
                }
            }
            target[first + position] = output;
        }
    }

    /** Softmax of the scaled products of one query with the keys it sees. */
    private double[] weights(float[][] rows, int position, int query, int key, int seen) {
        double[] weights = new double[seen];
        double largest = Double.NEGATIVE_INFINITY;
        for (int other = 0; other < seen; other++) {
            double product = 0;
            for (int i = 0; i < config.headDim(); i++) {
                product += (double) rows[position][query + i] * rows[other][key + i];
            }
            weights[other] = product / Math.sqrt(config.headDim());
            largest = Math.max(largest, weights[other]);
        }
        double sum = 0;
        for (int other = 0; other < seen; other++) {
            weights[other] = StrictMath.exp(weights[other] - largest);
            sum += weights[other];
        }
        for (int other = 0; other < seen; other++) {
            weights[other] /= sum;
        }
        return weights;
    }

    /** Turns the pairs (i, i + half) of one head by the position's angles. */
    private void rotate(float[] row, int head, int position) {
        int half = config.headDim() / 2;
        for (int i = 0; i < half; i++) {
            float cosine = rotary.cosines().get(position * half + i);
            float sine = rotary.sines().get(position * half + i);
            float first = row[head + i];
            float second = row[head + half + i];
            row[head + i] = first * cosine - second * sine;
            row[head + half + i] = second * cosine + first * sine;
        }
    }

    /** SiLU of the gate times the other half. */
    private float[][] gated(float[][] gateAndUp) {
        int inner = config.intermediate();
        float[][] result = new float[gateAndUp.length][inner];
        IntStream.range(0, gateAndUp.length)
                .parallel()
                .forEach(
                        row -> {
                            for (int i = 0; i < inner; i++) {
                                float gate = gateAndUp[row][i];
                                double sigmoid = 1 / (1 + StrictMath.exp(-gate));
                                result[row][i] =
                                        (float) (gate * sigmoid) * gateAndUp[row][inner + i];
                            }
                        });
        return result;
    }

    /**
     * The end of the model.
     *
     * @param score of the reranker; empty for the embedder
     * @return an embedding of length 1 or a single logit for each input
     */
    List<float[]> finish(FloatBuffer norm, FloatBuffer score) {
        float[][] rows = normed(hidden, norm);
        List<float[]> results = new ArrayList<>();
        int first = 0;
        for (long[] ids : inputs) {
            int end = first + ids.length;
            results.add(
                    config.kind() == Kind.EMBEDDER
                            ? unit(rows[end - 1])
                            : logit(Arrays.copyOfRange(rows, first, end), score));
            first = end;
        }
        return results;
    }

    private static float[] unit(float[] row) {
        double square = 0;
        for (float value : row) {
            square += (double) value * value;
        }
        float[] result = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            result[i] = (float) (row[i] / Math.sqrt(square));
        }
        return result;
    }

    private float[] logit(float[][] rows, FloatBuffer score) {
        double sum = 0;
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                sum += (double) row[i] * score.get(i);
            }
        }
        return new float[] {(float) (sum / rows.length / config.temperature())};
    }
}
