package io.fumikura.ingest.export;

import java.nio.file.Path;

/**
 * A file that is ready to be sent.
 *
 * @param release to be called when it was sent, or cannot be
 */
public record Exported(Path file, Runnable release) {}
