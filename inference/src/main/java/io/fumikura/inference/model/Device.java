package io.fumikura.inference.model;

import java.util.Locale;

/** Where a model runs, or is wished to run. */
public enum Device {
    /** CUDA where it can be had, else the CPU; which one, and why, is told. */
    AUTO,
    /** CUDA or nothing: a service that cannot have it does not start. */
    CUDA,
    /** TensorRT, with CUDA for what it cannot compute, or nothing. Compiles the graph at first. */
    TENSORRT,
    CPU;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isGpu() {
        return this == CUDA || this == TENSORRT;
    }
}
