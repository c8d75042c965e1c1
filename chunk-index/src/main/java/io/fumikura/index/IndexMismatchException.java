package io.fumikura.index;

/**
 * The index belongs to another embedding model, or its collection is not of the shape this version
 * writes. Trying again does not help; vectors of two models must never be mixed. Its words are for
 * whoever asks; with a cause they are Qdrant's, and for the log.
 */
public final class IndexMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public IndexMismatchException(String message) {
        super(message);
    }

    public IndexMismatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
