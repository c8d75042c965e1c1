package io.fumikura.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.models.checkpoint.LlamaConfig;
import io.fumikura.models.checkpoint.LlamaConfig.Kind;
import io.fumikura.models.checkpoint.LlamaConfig.RopeScaling;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RotaryTableTest {
    private static final Offset<Float> EXACT = within(1e-7f);

    @Test
    void plainFrequenciesFallFromOneByPowersOfTheta() {
        float[] frequencies = RotaryTable.frequencies(config(4, 10_000, null));

        assertThat(frequencies).containsExactly(new float[] {1f, 0.01f}, EXACT);
    }

    /** Llama 3.2: waves up to 2048 positions stay, from 8192 on they are 32 times as long. */
    @Test
    void llama3ScalesLongWavesOnlyAndBlendsBetween() {
        RopeScaling scaling = new RopeScaling(32, 1, 4, 8192);
        float[] plain = RotaryTable.frequencies(config(64, 500_000, null));
        float[] scaled = RotaryTable.frequencies(config(64, 500_000, scaling));

        for (int i = 0; i < plain.length; i++) {
            double wave = 2 * Math.PI / plain[i];
            if (wave < 2048) {
                assertThat(scaled[i]).isEqualTo(plain[i]);
            } else if (wave > 8192) {
                assertThat(scaled[i]).isCloseTo(plain[i] / 32, within(plain[i] * 1e-6f));
            } else {
                assertThat(scaled[i]).isBetween(plain[i] / 32, plain[i]);
            }
        }
    }

    @Test
    void theTableHoldsCosineAndSineOfPositionTimesFrequency() {
        RotaryTable table = RotaryTable.of(config(4, 10_000, null), 3);

        assertThat(table.cosines().get(0)).isEqualTo(1f);
        assertThat(table.cosines().get(4)).isEqualTo((float) Math.cos(2), EXACT);
        assertThat(table.sines().get(5)).isEqualTo((float) Math.sin(0.02), EXACT);
    }

    private static LlamaConfig config(int headDim, double theta, @Nullable RopeScaling scaling) {
        return new LlamaConfig(
                Kind.EMBEDDER,
                8,
                8,
                1,
                2,
                1,
                headDim,
                10,
                64,
                1e-5,
                theta,
                scaling,
                1,
                0,
                null,
                null);
    }
}
