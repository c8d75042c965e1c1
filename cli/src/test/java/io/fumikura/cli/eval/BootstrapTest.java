package io.fumikura.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.cli.eval.Bootstrap.Interval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void ofEqualValuesIsNoInterval() {
        double[] values = new double[50];
        Arrays.fill(values, 0.25);

        assertThat(Bootstrap.mean(values)).isEqualTo(new Interval(0.25, 0.25, 0.25));
    }

    @Test
    void ofManyCoinsAgreesWithTheNormalInterval() {
        double[] values = new double[400];
        Arrays.fill(values, 0, 200, 1);

        Interval interval = Bootstrap.mean(values);

        // 0.5 ± 1.96 × √(0.25 / 400)
        assertThat(interval.mean()).isEqualTo(0.5);
        assertThat(interval.low()).isCloseTo(0.451, within(0.006));
        assertThat(interval.high()).isCloseTo(0.549, within(0.006));
    }

    @Test
    void isTheSameEveryTime() {
        double[] values = {0, 0.3, 1, 0.5, 1, 1, 0.2};

        assertThat(Bootstrap.mean(values)).isEqualTo(Bootstrap.mean(values));
    }

    @Test
    void percentilesAreThoseOfTheNearestRank() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> 100 - i);

        assertThat(Summary.percentiles(values)).isEqualTo(new EvalReport.Percentiles(50, 95));
        assertThat(Summary.percentiles(new double[] {7}))
                .isEqualTo(new EvalReport.Percentiles(7, 7));
    }
}
