package io.fumikura.query.embed;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;

/**
 * Turns a question into a unit vector. Fails with a {@link
 * io.fumikura.contract.problem.ServiceException} and nothing else.
 */
public interface QueryEmbedder {
    /**
     * @param indexCompat the kind of vector that is wanted; a service that makes another kind by
     *     now fails with {@code dependency_unavailable}
     */
    Uni<float[]> embed(String question, String indexCompat, Deadline deadline);

    /** What model does it; not counted by the breaker. */
    Uni<ModelInfo> model(Deadline deadline);
}
