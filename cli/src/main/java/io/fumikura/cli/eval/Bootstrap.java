package io.fumikura.cli.eval;

import java.util.Arrays;
import java.util.Random;

/**
 * How far a mean over questions could be off because just these questions were asked: the 2.5th and
 * the 97.5th percentile of the means of 2,000 resamples. The same values always give the same
 * interval.
 */
final class Bootstrap {
    static final long SEED = 20_261_124;
    private static final int RESAMPLES = 2000;

    private Bootstrap() {}

    /**
     * A mean with its 95 % interval; for differences between two rankings of the same questions,
     * too.
     */
    record Interval(double mean, double low, double high) {}

    static Interval mean(double[] values) {
        Random random = new Random(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(
                Arrays.stream(values).average().orElse(0),
                means[(int) Math.floor(0.025 * (RESAMPLES - 1))],
                means[(int) Math.ceil(0.975 * (RESAMPLES - 1))]);
    }
}
