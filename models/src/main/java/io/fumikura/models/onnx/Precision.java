package io.fumikura.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.util.Locale;

/** How weights are stored and the layers computed. */
public enum Precision {
    FP32(DataType.FLOAT, Float.BYTES, Float.MAX_VALUE),
    /** Largest finite value 65504; a larger weight cannot be exported. */
    FP16(DataType.FLOAT16, Short.BYTES, 65_504f),
    BF16(DataType.BFLOAT16, Short.BYTES, Float.MAX_VALUE);

    private final DataType dataType;
    private final int bytes;
    private final float largest;

    Precision(DataType dataType, int bytes, float largest) {
        this.dataType = dataType;
        this.bytes = bytes;
        this.largest = largest;
    }

    /** The value of {@code TensorProto.DataType}. */
    public int dataType() {
        return dataType.getNumber();
    }

    /** Bytes of one number. */
    int bytes() {
        return bytes;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Appends one number, rounded to the nearest, ties to even.
     *
     * @throws ArithmeticException it is no finite number at this precision
     */
    void put(ByteBuffer target, float value) {
        if (!(Math.abs(value) <= largest)) {
            throw new ArithmeticException("%s has no place for %s".formatted(wireName(), value));
        }
        switch (this) {
            case FP32 -> target.putFloat(value);
            case FP16 -> target.putShort(Fp16Conversions.floatToFp16(value));
            case BF16 -> target.putShort(Fp16Conversions.floatToBf16(value));
        }
    }
}
