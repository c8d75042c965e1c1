package io.fumikura.models.export;

import io.fumikura.models.checkpoint.LlamaConfig;
import io.fumikura.models.checkpoint.LlamaConfig.RopeScaling;
import io.fumikura.models.checkpoint.Tensor;
import java.nio.FloatBuffer;

/**
 * Cosines and sines of the rotary positions, float32 [positions, headDim / 2] each. The angles are
 * rounded to float32 where Transformers rounds them; {@link StrictMath} gives the same bits on
 * every machine.
 *
 * @see <a href="https://arxiv.org/abs/2104.09864">RoFormer: rotary position embedding</a>
 */
record RotaryTable(FloatBuffer cosines, FloatBuffer sines, int positions, int width) {
    static RotaryTable of(LlamaConfig config, int positions) {
        float[] frequencies = frequencies(config);
        FloatBuffer cosines = Tensor.buffer(positions * frequencies.length);
        FloatBuffer sines = Tensor.buffer(positions * frequencies.length);
        for (int position = 0; position < positions; position++) {
            for (float frequency : frequencies) {
                float angle = position * frequency;
                cosines.put((float) StrictMath.cos(angle));
                sines.put((float) StrictMath.sin(angle));
            }
        }
        return new RotaryTable(cosines.flip(), sines.flip(), positions, frequencies.length);
    }

    /** Radians a position, from fast to slow. */
    static float[] frequencies(LlamaConfig config) {
        float[] frequencies = new float[config.headDim() / 2];
        RopeScaling scaling = config.scaling();
        for (int i = 0; i < frequencies.length; i++) {
            float exponent = (float) (2 * i) / config.headDim();
            float plain = 1f / (float) StrictMath.pow(config.ropeTheta(), exponent);
            frequencies[i] = scaling == null ? plain : scaled(plain, scaling);
        }
        return frequencies;
    }

    private static float scaled(float frequency, RopeScaling scaling) {
        double wave = 2 * Math.PI / frequency;
        double original = scaling.originalPositions();
        if (wave < original / scaling.highFactor()) {
            return frequency;
        }
        if (wave > original / scaling.lowFactor()) {
            return (float) (frequency / scaling.factor());
        }
        double smooth =
                (original / wave - scaling.lowFactor())
                        / (scaling.highFactor() - scaling.lowFactor());
        return (float) ((1 - smooth) * frequency / scaling.factor() + smooth * frequency);
    }
}
