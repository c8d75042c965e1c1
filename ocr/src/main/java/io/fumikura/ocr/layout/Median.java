package io.fumikura.ocr.layout;

import java.util.stream.DoubleStream;

/** The middle of numbers; of an even count the mean of both in the middle; 0 of none. */
final class Median {
    private Median() {}

    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int n = sorted.length;
        return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
