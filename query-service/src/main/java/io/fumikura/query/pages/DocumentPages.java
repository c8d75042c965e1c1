package io.fumikura.query.pages;

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
     * @param number 1-based
     */
    Uni<DocumentPage> page(UUID document, int number, Deadline deadline);
}
