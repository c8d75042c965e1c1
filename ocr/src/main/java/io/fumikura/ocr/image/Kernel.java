package io.fumikura.ocr.image;

/**
 * How a row of pixels becomes one of another length. The first two are what OpenCV does, which
 * never looks at more than its fixed neighbours; the third is what Pillow does.
 */
public enum Kernel {
    LINEAR,
    /** a = -0.75. */
    CUBIC,
    /** Bicubic with a = -0.5, widened when the row becomes shorter. */
    ANTIALIASED,
    /** The mean of what a new pixel covers; linear where the row becomes longer. */
    AREA;

    /** For each new pixel the first old one, and the weights from there on. */
    static final class Taps {
        private final int[] first;
        private final double[][] weights;

        private Taps(int length) {
            this.first = new int[length];
            this.weights = new double[length][];
        }

        int length() {
            return first.length;
        }

        int first(int pixel) {
            return first[pixel];
        }

        double[] weights(int pixel) {
            return weights[pixel];
        }
    }

    Taps taps(int from, int to) {
        return switch (this) {
            case LINEAR -> linear(from, to);
            case CUBIC -> cubic(from, to);
            case ANTIALIASED -> antialiased(from, to);
            case AREA -> to < from ? area(from, to) : linear(from, to);
        };
    }

    /** A row of another length, not rounded. */
    public double[] row(double[] row, int to) {
        Taps taps = taps(row.length, to);
        double[] result = new double[to];
        for (int i = 0; i < to; i++) {
            double[] weights = taps.weights[i];
            for (int j = 0; j < weights.length; j++) {
                result[i] += weights[j] * row[taps.first[i] + j];
            }
        }
        return result;
    }

    /** To 8 bits, as the library does whose kernel this is. */
    int rounded(double value) {
        double whole = this == ANTIALIASED ? Math.floor(value + 0.5) : Math.rint(value);
        return (int) Math.min(255, Math.max(0, whole));
    }

    private static Taps linear(int from, int to) {
        Taps taps = new Taps(to);
        for (int i = 0; i < to; i++) {
            double source = (i + 0.5) * from / to - 0.5;
            int left = (int) Math.floor(source);
            double part = source - left;
            fill(taps, i, left, new double[] {1 - part, part}, from);
        }
        return taps;
    }

    private static Taps cubic(int from, int to) {
        Taps taps = new Taps(to);
        for (int i = 0; i < to; i++) {
            double source = (i + 0.5) * from / to - 0.5;
            int left = (int) Math.floor(source);
            double part = source - left;
            double[] weights = new double[4];
            for (int j = 0; j < 4; j++) {
                weights[j] = cubic(part - (j - 1), -0.75);
            }
            fill(taps, i, left - 1, weights, from);
        }
        return taps;
    }

    private static Taps antialiased(int from, int to) {
        Taps taps = new Taps(to);
        double scale = Math.max(1, (double) from / to);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * from / to;
            int first = Math.max(0, (int) (centre - 2 * scale + 0.5));
            int end = Math.min(from, (int) (centre + 2 * scale + 0.5));
            double[] weights = new double[end - first];
            double sum = 0;
            for (int j = 0; j < weights.length; j++) {
                weights[j] = cubic((first + j - centre + 0.5) / scale, -0.5);
                sum += weights[j];
            }
            for (int j = 0; j < weights.length; j++) {
                weights[j] /= sum;
            }
            taps.first[i] = first;
            taps.weights[i] = weights;
        }
        return taps;
    }

    private static Taps area(int from, int to) {
        Taps taps = new Taps(to);
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            double start = i * scale;
            double end = Math.min(from, start + scale);
            int first = (int) start;
            int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
            double[] weights = new double[last - first + 1];
            for (int j = 0; j < weights.length; j++) {
                double covered = Math.min(end, first + j + 1) - Math.max(start, first + j);
                weights[j] = covered / (end - start);
            }
            taps.first[i] = first;
            taps.weights[i] = weights;
        }
        return taps;
    }

    static double cubic(double distance, double a) {
        double d = Math.abs(distance);
        if (d < 1) {
            return ((a + 2) * d - (a + 3)) * d * d + 1;
        }
        return d < 2 ? a * (((d - 5) * d + 8) * d - 4) : 0;
    }

    /** What would lie outside goes to the pixel at the edge. */
    private static void fill(Taps taps, int index, int left, double[] weights, int length) {
        int first = Math.min(Math.max(0, left), length - 1);
        int last = Math.min(Math.max(0, left + weights.length - 1), length - 1);
        double[] inside = new double[last - first + 1];
        for (int j = 0; j < weights.length; j++) {
            int at = Math.min(Math.max(0, left + j), length - 1);
            inside[at - first] += weights[j];
        }
        taps.first[index] = first;
        taps.weights[index] = inside;
    }
}
