package io.fumikura.query.search;

import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Where the chunks of all documents are found. Fails with a {@link
 * io.fumikura.contract.problem.ServiceException} and nothing else.
 */
public interface PassageIndex {
    /** The best chunks for the query, best first. */
    Uni<List<FoundChunk>> find(HybridQuery query, Deadline deadline);

    /** The kind of vectors it holds; not counted by the breaker. */
    Uni<String> servedIndexCompat(Deadline deadline);
}
