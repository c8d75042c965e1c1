package io.fumikura.query.embed;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;

/**
 * Turns a question into a unit vector. Fails with a {@link
 * io.fumikura.contract.problem.ServiceException} and nothing else.
 */
public interface QueryEmbedder {
    Uni<float[]> embed(String question, Deadline deadline);

    /** What model does it; not counted by the breaker. */
    Uni<ModelInfo> model(Deadline deadline);
}
