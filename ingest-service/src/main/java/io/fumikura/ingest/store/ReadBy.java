package io.fumikura.ingest.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which process is reading something, and how many readings before never came to an end: their
 * process was gone before it could say anything.
 */
@Embeddable
public class ReadBy {
    /** Null while nobody reads it: the last reading ended, whatever came of it. */
    @Column(name = "read_by")
    private @Nullable UUID process;

    @Column(name = "unended")
    private int unended;

    /**
     * How many readings in a row did not end, if this process began one now. A process that begins
     * once more lived through the last one.
     */
    public int unended(UUID next) {
        return process == null || process.equals(next) ? unended : unended + 1;
    }

    public void begin(UUID next) {
        unended = unended(next);
        process = next;
    }

    /** The reading is over, and what was read is to blame for nothing. */
    public void end() {
        process = null;
        unended = 0;
    }

    /** The reading broke off in an orderly way, which tells nothing about what is read. */
    public void pause() {
        process = null;
    }

    /** This process had begun and lives: whoever began after it has counted it wrongly. */
    public void lived(UUID before) {
        if (!before.equals(process)) {
            unended = Math.max(0, unended - 1);
        }
    }
}
