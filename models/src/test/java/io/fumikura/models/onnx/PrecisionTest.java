package io.fumikura.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionTest {
    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7C00;

    @ParameterizedTest
    @CsvSource({
        "1.0, 3C00",
        "-2.0, C000",
        "65504, 7BFF",
        // half way between 1 and the next half: to even
        "1.00048828125, 3C00",
        "1.00146484375, 3C02",
        // the smallest subnormal, and half of it
        "5.9604644775390625e-8, 0001",
        "2.98023223876953125e-8, 0000",
        "-0.0, 8000"
    })
    void roundsToHalvesAsIeee754Says(float value, String bits) {
        assertThat(bits(Precision.FP16, value)).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 3F80",
        "1.00390625, 3F80",
        "1.01171875, 3F82",
        "-3.140625, C049",
        "1e-38, 006D"
    })
    void roundsToBfloat16(float value, String bits) {
        assertThat(bits(Precision.BF16, value)).isEqualTo(bits);
    }

    @Test
    void noHalfIsNearerThanTheOneThatWasChosen() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200_000; i++) {
            float value =
                    (float)
                            ((random.nextDouble() - 0.5)
                                    * StrictMath.pow(2, random.nextInt(-24, 16)));
            int half = Integer.parseInt(bits(Precision.FP16, value), 16);
            double chosen = Math.abs((double) toFloat(half) - value);
            for (int neighbour : new int[] {half - 1, half + 1}) {
                if ((neighbour & SIGN) != (half & SIGN) || (neighbour & ~SIGN) >= INFINITY) {
                    continue;
                }
                double other = Math.abs((double) toFloat(neighbour) - value);
                assertThat(chosen).isLessThanOrEqualTo(other);
                if (chosen == other) {
                    assertThat(half & 1).as("ties go to even: %s", value).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {65_520f, -70_000f, Float.POSITIVE_INFINITY, Float.NaN})
    void refusesWhatAHalfCannotHold(float value) {
        assertThatThrownBy(() -> bits(Precision.FP16, value))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("fp16 has no place for");
    }

    @Test
    void refusesWhatIsNoNumberAtAnyPrecision() {
        for (Precision precision : Precision.values()) {
            assertThatThrownBy(() -> bits(precision, Float.NaN))
                    .isInstanceOf(ArithmeticException.class);
        }
    }

    private static float toFloat(int half) {
        return Fp16Conversions.mlasFp16ToFloat((short) half);
    }

    private static String bits(Precision precision, float value) {
        ByteBuffer buffer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        precision.put(buffer, value);
        return "%04X".formatted(buffer.getShort(0) & 0xFFFF);
    }
}
