package io.fumikura.inference.batch;

/**
 * The batcher has been closed: what is not admitted yet, or could not be drained, is not computed.
 */
public final class ShuttingDown extends RuntimeException {
    public ShuttingDown() {
        super("the service is shutting down");
    }
}
