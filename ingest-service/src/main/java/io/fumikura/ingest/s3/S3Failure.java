package io.fumikura.ingest.s3;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server did not do what it was asked to. The message has no secret in it. */
public final class S3Failure extends IOException {

    /** Why, as far as it decides what to do next. */
    public enum Kind {
        /** There is no such object; where the server does not say which, or no such bucket. */
        MISSING,
        NO_BUCKET,
        /** Our key is known, and may not do this. */
        ACCESS_DENIED,
        /** Our key is not accepted at all: wrong, expired, or our clock is. */
        CREDENTIALS_REFUSED,
        /** The server cannot be reached, is overloaded or has a failure of its own. */
        UNAVAILABLE,
        /** Anything else the server refuses. */
        REFUSED;

        /** Whether the same call may succeed later, without the caller changing anything. */
        public boolean passes() {
            return this == UNAVAILABLE || this == CREDENTIALS_REFUSED;
        }
    }

    private final Kind kind;
    private final String detail;

    S3Failure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.detail = message;
    }

    public Kind kind() {
        return kind;
    }

    /** A sentence for people. */
    public String detail() {
        return detail;
    }
}
