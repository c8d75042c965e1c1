package io.fumikura.ingest.blob;

import java.io.Closeable;
import java.nio.file.Path;

/**
 * An original as a file that nobody changes. It may be gone once this is closed; who has opened the
 * file before can read it to its end.
 */
public final class Original implements Closeable {
    private final Path file;
    private final Runnable release;

    Original(Path file, Runnable release) {
        this.file = file;
        this.release = release;
    }

    public Path file() {
        return file;
    }

    /** Once. */
    @Override
    public void close() {
        release.run();
    }
}
