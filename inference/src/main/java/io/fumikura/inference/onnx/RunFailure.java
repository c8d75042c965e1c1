package io.fumikura.inference.onnx;

import ai.onnxruntime.OrtException;
import io.fumikura.inference.batch.DeviceLost;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.model.Device;
import java.util.regex.Pattern;

/** What a failed run means: this batch only, or the device. */
final class RunFailure {
    /**
     * ONNX Runtime names the failing CUDA, cuBLAS or cuDNN call in the text; its allocator says
     * what it could not allocate. Its error codes do not tell these from a fault in one batch.
     */
    private static final Pattern OF_THE_DEVICE =
            Pattern.compile(
                    "CUDA (failure|error)|CUBLAS_|CUDNN_|failed to allocate memory|out of memory",
                    Pattern.CASE_INSENSITIVE);

    private RunFailure() {}

    static ModelFailure of(Device device, OrtException failure) {
        return of(device, String.valueOf(failure.getMessage()), failure);
    }

    static ModelFailure of(Device device, String message, Exception cause) {
        String text = "ONNX Runtime failed: " + message;
        return device.isGpu() && OF_THE_DEVICE.matcher(message).find()
                ? new DeviceLost(text, cause)
                : new ModelFailure(text, cause);
    }
}
