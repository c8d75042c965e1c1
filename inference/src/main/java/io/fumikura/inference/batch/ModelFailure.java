package io.fumikura.inference.batch;

/** The model could not compute the batch this call was part of. */
public class ModelFailure extends RuntimeException {
    public ModelFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
