package io.fumikura.inference.batch;

/** An input whose cost is known before it is computed. */
public interface Sized {
    /** At least 1. */
    int tokens();
}
