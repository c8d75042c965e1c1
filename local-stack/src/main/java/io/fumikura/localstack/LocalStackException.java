package io.fumikura.localstack;

/** A start that cannot go on. The message is one sentence a person can act on. */
public final class LocalStackException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LocalStackException(String message) {
        super(message);
    }

    public LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
