package io.fumikura.access.token;

import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** A token that does not verify. Whoever sent it is told no more than that. */
public final class InvalidTokenException extends RuntimeException {
    private final Reason reason;

    /** What whoever runs the services is to look at. */
    public enum Reason {
        TIME("it has expired, or is not valid yet: is the clock right, here and there?"),
        SIGNATURE("its signature does not fit: is the service secret the same, here and there?"),
        AUDIENCE("it is meant for another service: do the addresses lead where they should?"),
        CONTENT("it is not what our services write");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Without anything of the token. */
        public String words() {
            return words;
        }
    }

    InvalidTokenException(Throwable cause) {
        super("the token does not verify", cause);
        this.reason =
                cause instanceof InvalidJwtException invalid ? reason(invalid) : Reason.CONTENT;
    }

    private static Reason reason(InvalidJwtException invalid) {
        if (invalid.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return Reason.SIGNATURE;
        }
        if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)) {
            return Reason.AUDIENCE;
        }
        return invalid.hasExpired() || invalid.hasErrorCode(ErrorCodes.NOT_YET_VALID)
                ? Reason.TIME
                : Reason.CONTENT;
    }

    public Reason reason() {
        return reason;
    }
}
