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

    /** What the document calls itself, or empty; known before the first page is read. */
    Optional<String> title();

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
