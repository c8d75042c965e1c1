package io.fumikura.ocr.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A picture that is not decoded, and why. */
public final class UnreadableImage extends IOException {
    /** What kind of refusal it is. */
    public enum Reason {
        /** No format of ours. */
        UNKNOWN_FORMAT,
        /** More pixels than {@link PageFile} takes; found before they are decoded. */
        TOO_LARGE,
        DAMAGED
    }

    private final Reason reason;

    UnreadableImage(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
