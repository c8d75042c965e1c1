package io.fumikura.inference.batch;

import java.util.Locale;

/** Who waits for the answer. */
public enum Lane {
    /** A person: goes first. */
    INTERACTIVE,
    /** The index: has a guaranteed share, and otherwise takes what is left. */
    BULK;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
