package io.fumikura.query.rerank;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Says how well each passage answers a question. Fails with a {@link
 * io.fumikura.contract.problem.ServiceException} and nothing else.
 */
public interface PassageReranker {
    /** One logit a passage, in the order of the passages. */
    Uni<List<Double>> score(String question, List<String> passages, Deadline deadline);

    /** What model does it; not counted by the breaker. */
    Uni<ModelInfo> model(Deadline deadline);
}
