package io.fumikura.query.rerank;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.FakeQueryEmbedder;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores passages as it was told, 0 where it was told nothing; or fails. */
public final class FakePassageReranker implements PassageReranker {
    private final Map<String, Double> scores = new HashMap<>();
    private final List<String> seen = new ArrayList<>();
    private @Nullable Double relevantFrom;
    private boolean down;

    public FakePassageReranker scoring(String passage, double logit) {
        scores.put(passage, logit);
        return this;
    }

    /** As its model.json has it. */
    public FakePassageReranker relevantFrom(@Nullable Double logit) {
        relevantFrom = logit;
        return this;
    }

    public FakePassageReranker down() {
        down = true;
        return this;
    }

    /** The passages of all calls. */
    public List<String> seen() {
        return seen;
    }

    @Override
    public Uni<List<Double>> score(String question, List<String> passages, Deadline deadline) {
        seen.addAll(passages);
        if (down) {
            return Uni.createFrom().failure(away());
        }
        return Uni.createFrom()
                .item(passages.stream().map(p -> scores.getOrDefault(p, 0.0)).toList());
    }

    private static ServiceException away() {
        return new ServiceException(
                ErrorCode.DEPENDENCY_UNAVAILABLE, "the reranker cannot be reached");
    }

    @Override
    public Uni<ModelInfo> model(Deadline deadline) {
        return down
                ? Uni.createFrom().failure(away())
                : Uni.createFrom().item(FakeQueryEmbedder.model(null, relevantFrom));
    }
}
