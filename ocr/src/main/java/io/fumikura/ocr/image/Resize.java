package io.fumikura.ocr.image;

import io.fumikura.ocr.image.Kernel.Taps;
import java.util.Arrays;

/** A raster of another size: rows first, then columns. */
public final class Resize {
    private Resize() {}

    public static Raster to(Raster raster, int width, int height, Kernel kernel) {
        if (width == raster.width() && height == raster.height()) {
            return raster;
        }
        Taps across = kernel.taps(raster.width(), width);
        Taps down = kernel.taps(raster.height(), height);
        int channels = raster.channels();
        int stride = width * channels;
        byte[] result = new byte[stride * height];
        // A window of rows that are done across: each is computed once and dropped when passed.
        float[][] rows = new float[raster.height()][];
        int done = 0;
        float[] sums = new float[stride];
        for (int y = 0; y < height; y++) {
            int first = down.first(y);
            double[] weights = down.weights(y);
            for (; done < first; done++) {
                rows[done] = EMPTY;
            }
            Arrays.fill(sums, 0);
            for (int j = 0; j < weights.length; j++) {
                float[] row = rows[first + j];
                if (row == null) {
                    row = across(raster, first + j, across, kernel);
                    rows[first + j] = row;
                }
                float weight = (float) weights[j];
                for (int i = 0; i < stride; i++) {
                    sums[i] += weight * row[i];
                }
            }
            for (int i = 0, to = y * stride; i < stride; i++) {
                result[to++] = (byte) kernel.rounded(sums[i]);
            }
        }
        return new Raster(width, height, channels, result);
    }

    private static final float[] EMPTY = {};

    private static float[] across(Raster raster, int y, Taps taps, Kernel kernel) {
        int channels = raster.channels();
        int width = taps.length();
        byte[] data = raster.data();
        int start = y * raster.width() * channels;
        float[] row = new float[width * channels];
        for (int x = 0, to = 0; x < width; x++) {
            double[] weights = taps.weights(x);
            int from = start + taps.first(x) * channels;
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int j = 0, at = from + c; j < weights.length; j++, at += channels) {
                    sum += weights[j] * (data[at] & 0xff);
                }
                row[to++] = (float) (kernel == Kernel.ANTIALIASED ? kernel.rounded(sum) : sum);
            }
        }
        return row;
    }
}
