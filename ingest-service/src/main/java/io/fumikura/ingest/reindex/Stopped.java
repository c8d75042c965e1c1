package io.fumikura.ingest.reindex;

/** The work is not wanted any more, or the document is another one by now. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped(String message) {
        super(message, null, false, false);
    }
}
