package io.fumikura.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.models.bench.CheckpointShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuRooflineTest {
    /** Counted by hand: two for each of 1 040 449 536 weights, and the attention. */
    @ParameterizedTest
    @CsvSource({"128, 2.092e9", "512, 2.125e9", "2048, 2.257e9", "8192, 2.786e9"})
    void countsWhatTheEmbedderComputesForAToken(int length, double expected) {
        assertThat(GpuRoofline.flopsPerToken(CheckpointShape.SARASHINA, length))
                .isCloseTo(expected, within(0.001e9));
    }

    /** Bidirectional: every token sees every other. */
    @ParameterizedTest
    @CsvSource({"128, 1.963e9", "512, 2.013e9", "2048, 2.215e9", "8192, 3.020e9"})
    void countsWhatTheRerankerComputesForAToken(int length, double expected) {
        assertThat(GpuRoofline.flopsPerToken(CheckpointShape.NEMOTRON_RERANK, length))
                .isCloseTo(expected, within(0.001e9));
    }
}
