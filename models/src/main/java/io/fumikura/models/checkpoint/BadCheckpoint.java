package io.fumikura.models.checkpoint;

import java.nio.file.Path;

/** The folder is not a model that can be exported; the message says which file and why. */
public final class BadCheckpoint extends RuntimeException {
    /**
     * @param problem a clause without a full stop
     */
    public BadCheckpoint(Path file, String problem) {
        super(file + ": " + problem);
    }

    BadCheckpoint(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
