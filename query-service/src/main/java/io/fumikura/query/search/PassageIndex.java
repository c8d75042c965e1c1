package io.fumikura.query.search;

import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.ServedCollection;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Where the chunks of all documents are found. Fails with a {@link
 * io.fumikura.contract.problem.ServiceException} and nothing else.
 */
public interface PassageIndex {
    /**
     * The best chunks for the query, best first.
     *
     * @param indexCompat what the query's vector is of: only vectors of the same kind are compared,
     *     whatever the index serves by now; none for a query without one
     */
    Uni<List<FoundChunk>> find(HybridQuery query, Optional<String> indexCompat, Deadline deadline);

    /** What it serves, empty where there is none; not counted by the breaker. */
    Uni<Optional<ServedCollection>> served(Deadline deadline);
}
