package io.fumikura.access.token;

/** A token that does not verify. Whoever sent it is told no more than that. */
public final class InvalidTokenException extends RuntimeException {
    InvalidTokenException(Throwable cause) {
        super("the token does not verify", cause);
    }
}
