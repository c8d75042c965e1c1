package io.fumikura.inference.onnx;

import io.fumikura.inference.model.Device;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * @param device wished for
 * @param threads of the CPU for one run; 0: as many as the machine has
 * @param gpuMemoryBytes most the session may take of the GPU; 0: no limit
 * @param engineCache a writable folder where TensorRT keeps what it compiled; null: it compiles at
 *     every start
 */
public record OnnxOptions(
        Device device, int threads, long gpuMemoryBytes, @Nullable Path engineCache) {
    public OnnxOptions {
        if (threads < 0 || gpuMemoryBytes < 0) {
            throw new IllegalArgumentException("threads and GPU memory are at least 0");
        }
    }

    public static OnnxOptions on(Device device) {
        return new OnnxOptions(device, 0, 0, null);
    }

    int threadCount() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
