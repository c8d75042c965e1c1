package io.fumikura.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.inference.batch.DeviceLost;
import io.fumikura.inference.model.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFailureTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA failure 719: unspecified launch failure ; GPU=0 ; expr=cudaStreamSynchronize",
                "CUDA error cudaErrorIllegalAddress:an illegal memory access was encountered",
                "CUBLAS failure 13: CUBLAS_STATUS_EXECUTION_FAILED",
                "CUDNN failure 5000: CUDNN_STATUS_EXECUTION_FAILED",
                "BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 9"
            })
    void anErrorOfCudaIsOneOfTheDevice(String message) {
        assertThat(RunFailure.of(Device.CUDA, message, new IllegalStateException()))
                .isInstanceOf(DeviceLost.class)
                .hasMessageContaining(message);
        assertThat(RunFailure.of(Device.CPU, message, new IllegalStateException()))
                .isNotInstanceOf(DeviceLost.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Non-zero status code returned while running Gather node: indices element out of data bounds",
                "Invalid rank for input: input_ids"
            })
    void aFaultInTheInputIsOneOfItsBatch(String message) {
        assertThat(RunFailure.of(Device.CUDA, message, new IllegalStateException()))
                .isNotInstanceOf(DeviceLost.class);
    }
}
