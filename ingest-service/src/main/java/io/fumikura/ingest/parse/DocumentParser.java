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
     * @throws ServiceException the document cannot be read, and why
     * @throws IOException the disk failed: worth another try
     */
    ParsedDocument parse(Path file, ParseBudget budget) throws IOException;
}
