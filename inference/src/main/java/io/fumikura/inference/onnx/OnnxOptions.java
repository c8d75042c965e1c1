package io.fumikura.inference.onnx;

import io.fumikura.inference.model.Device;

/**
 * @param device wished for
 * @param threads of the CPU for one run; 0: as many as the machine has
 * @param gpuMemoryBytes most the session may take of the GPU; 0: no limit
 */
public record OnnxOptions(Device device, int threads, long gpuMemoryBytes) {
    public OnnxOptions {
        if (threads < 0 || gpuMemoryBytes < 0) {
            throw new IllegalArgumentException("threads and GPU memory are at least 0");
        }
    }

    public static OnnxOptions on(Device device) {
        return new OnnxOptions(device, 0, 0);
    }

    int threadCount() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
