package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ServiceException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * A document that is read page by page, so that its length does not decide how much memory it
 * needs. Used by one thread at a time.
 */
public interface PageReader extends Closeable {

    /** More slow pages than these are read in parts of their own. */
    int MANY_SLOW = 16;

    /** More pages that are not slow than these, too. */
    int MANY = 128;

    /**
     * What the document calls itself, or empty. Asked once, before the first page, or never. Of a
     * document that is read in parts nothing is recognised for it: the first part would do it
     * again.
     */
    Optional<String> title();

    /** Whether many pages take seconds each, because they have to be recognised. */
    default boolean isSlow() {
        return false;
    }

    /** Whether it is read in parts, so that replicas share it and no record is held up by it. */
    default boolean isLong() {
        return pages() > (isSlow() ? MANY_SLOW : MANY);
    }

    /** How many pages it has; 0 where that is known only when they are read. */
    default int pages() {
        return 0;
    }

    /**
     * Only these pages are read, whatever was read before.
     *
     * @throws UnsupportedOperationException it does not know how many {@link #pages} it has
     */
    default void only(PageRange range) {
        throw new UnsupportedOperationException("pages are read one after the other");
    }

    /**
     * The next page, empty after the last.
     *
     * @throws ServiceException the document cannot be read, and why
     * @throws IOException the disk failed: worth another try
     */
    Optional<Page> next() throws IOException;

    @Override
    default void close() throws IOException {}
}
