package io.fumikura.index;

/** Qdrant answers and has no index: it was not made yet, or is lost. */
public final class IndexMissingException extends IndexUnavailableException {

    private static final long serialVersionUID = 1;

    IndexMissingException(String alias) {
        super("There is no index: the alias \"" + alias + "\" was not made yet, or is lost.");
    }
}
