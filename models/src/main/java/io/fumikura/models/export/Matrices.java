package io.fumikura.models.export;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** Products of float32 matrices whose result does not depend on machine or thread count. */
final class Matrices {
    /** Columns computed at a time by one thread; a block of each row stays in the nearest cache. */
    private static final int BLOCK = 256;

    private Matrices() {}

    /**
     * @param rows [n, in]
     * @param weight [in, out] in row-major order
     * @return [n, out]; each number is added up in the order of {@code in}
     */
    static float[][] multiply(float[][] rows, FloatBuffer weight) {
        if (rows.length == 0) {
            return rows;
        }
        int in = rows[0].length;
        int out = weight.capacity() / in;
        float[][] result = new float[rows.length][out];
        IntStream.range(0, (out + BLOCK - 1) / BLOCK)
                .parallel()
                .forEach(block -> block(rows, weight, result, block * BLOCK));
        return result;
    }

    private static void block(float[][] rows, FloatBuffer weight, float[][] result, int first) {
        int in = rows[0].length;
        int out = result[0].length;
        int count = Math.min(BLOCK, out - first);
        float[] weights = new float[count];
        float[][] sums = new float[rows.length][count];
        for (int i = 0; i < in; i++) {
            weight.get(i * out + first, weights);
            for (int row = 0; row < rows.length; row++) {
                addScaled(sums[row], weights, rows[row][i]);
            }
        }
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(sums[row], 0, result[row], first, count);
        }
    }

    /** Simple enough to be compiled to vector instructions. */
    private static void addScaled(float[] sums, float[] weights, float scale) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += scale * weights[i];
        }
    }

    /** Adds {@code others} to {@code rows}. */
    static void add(float[][] rows, float[][] others) {
        for (int row = 0; row < rows.length; row++) {
            float[] sums = rows[row];
            float[] added = others[row];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += added[i];
            }
        }
    }
}
