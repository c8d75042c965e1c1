package io.fumikura.inference.batch;

/**
 * The device failed, or has no memory left: it will not compute the next batch either, and only a
 * new process can have it again.
 */
public final class DeviceLost extends ModelFailure {
    public DeviceLost(String message, Throwable cause) {
        super(message, cause);
    }
}
