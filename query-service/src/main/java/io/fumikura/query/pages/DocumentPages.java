package io.fumikura.query.pages;

import io.fumikura.access.Caller;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * What stands on a page of a document. Fails with a {@link
 * io.fumikura.contract.problem.ServiceException} and nothing else.
 */
public interface DocumentPages {
    /**
     * Fails with {@code document_not_found} for a document that is not this caller's to read, too.
     *
     * @param number 1-based
     */
    Uni<DocumentPage> page(Caller caller, UUID document, int number, Deadline deadline);
}
