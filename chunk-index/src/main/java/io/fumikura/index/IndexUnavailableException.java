package io.fumikura.index;

/** Qdrant did not answer, or not in time. Trying again later may help. */
public sealed class IndexUnavailableException extends RuntimeException
        permits IndexMissingException {

    private static final long serialVersionUID = 1;

    public IndexUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public IndexUnavailableException(String message) {
        super(message);
    }
}
