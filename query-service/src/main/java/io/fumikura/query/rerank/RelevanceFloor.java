package io.fumikura.query.rerank;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The logit from which the best passage is worth answering from. Logits of two models cannot be
 * compared, so the model says it ({@code score.relevant_from} in its {@code model.json}), unless
 * the operator does. What the model said last stands while it cannot be asked.
 */
public final class RelevanceFloor {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PassageReranker reranker;
    private final OptionalDouble chosen;
    private final Duration validity;
    private volatile @Nullable Told told;

    private record Told(double logit, Deadline until) {}

    /**
     * @param chosen what the operator says, as a probability 0…1: the sigmoid of the logit
     * @param validity how long what the model said is believed without asking again
     */
    public RelevanceFloor(PassageReranker reranker, Optional<Double> chosen, Duration validity) {
        this.reranker = reranker;
        this.chosen =
                chosen.map(share -> OptionalDouble.of(Math.log(share / (1 - share))))
                        .orElseGet(OptionalDouble::empty);
        this.validity = validity;
    }

    /** Never fails. */
    public Uni<Double> logit(Deadline deadline) {
        if (chosen.isPresent()) {
            return Uni.createFrom().item(chosen.getAsDouble());
        }
        Told known = told;
        if (known != null && !known.until().remaining().isZero()) {
            return Uni.createFrom().item(known.logit());
        }
        return reranker.model(deadline.within(PATIENCE))
                .map(ModelInfo::relevanceFloor)
                .invoke(logit -> told = new Told(logit, Deadline.after(validity)))
                .onFailure()
                .recoverWithItem(
                        () -> known == null ? ModelInfo.UNSAID_RELEVANCE_FLOOR : known.logit());
    }
}
