package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ServiceException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads one format. Works on the calling thread, touches nothing but the file and asks the budget
 * between pages, so that a document without end is given up.
 */
public interface DocumentParser {

    /**
     * Opens a document; its reader asks the same budget.
     *
     * @throws ServiceException the document cannot be read, and why
     * @throws IOException the disk failed: worth another try
     */
    PageReader open(Path file, ParseBudget budget) throws IOException;
}
