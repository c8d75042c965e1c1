package io.fumikura.cli;

import org.jspecify.annotations.Nullable;

/** Why a command cannot do what was asked, in a sentence that says what to do about it. */
public final class CommandFailure extends RuntimeException {
    public CommandFailure(String sentence) {
        this(sentence, null);
    }

    public CommandFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
