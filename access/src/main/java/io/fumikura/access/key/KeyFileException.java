package io.fumikura.access.key;

import org.jspecify.annotations.Nullable;

/** The key file is not there or cannot be what was meant; the message says what to mend. */
public final class KeyFileException extends RuntimeException {
    KeyFileException(String message) {
        super(message);
    }

    KeyFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
