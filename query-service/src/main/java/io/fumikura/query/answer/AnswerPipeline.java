package io.fumikura.query.answer;

import io.fumikura.access.Caller;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.search.SearchPipeline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * An answer, stage by stage: make the question stand by itself → search → say so when nothing is
 * near enough → the language model where it is reachable, else sentences from the passages. The
 * {@link Uni} fails when the search does; after that the events say everything, and the {@link
 * Multi} does not fail. Nothing is written before it is asked for; a reader who cancels stops the
 * language model.
 */
public final class AnswerPipeline {
    private final FollowUps followUps;
    private final SearchPipeline search;
    private final AnswerModel model;
    private final AnswerWriter writer;
    private final AnswerLimits limits;

    public AnswerPipeline(
            FollowUps followUps,
            SearchPipeline search,
            AnswerModel model,
            AnswerWriter writer,
            AnswerLimits limits) {
        this.followUps = followUps;
        this.search = search;
        this.model = model;
        this.writer = writer;
        this.limits = limits;
    }

    /** From what the caller may read and nothing else. */
    public Uni<Multi<AnswerEvent>> answer(Caller caller, AnswerRequest request) {
        Deadline deadline = Deadline.after(limits.deadline());
        return followUps
                .standalone(caller, request, deadline)
                .chain(question -> answer(caller, request, question, deadline));
    }

    private Uni<Multi<AnswerEvent>> answer(
            Caller caller, AnswerRequest request, String question, Deadline deadline) {
        return search.search(
                        caller,
                        searchFor(request, question),
                        deadline.within(limits.searchDeadline()))
                .chain(found -> write(new Draft(caller, request, question, found), deadline));
    }

    private static SearchRequest searchFor(AnswerRequest request, String question) {
        return new SearchRequest(
                question, request.topK(), request.filters(), true, SearchMode.HYBRID, false);
    }

    private Uni<Multi<AnswerEvent>> write(Draft draft, Deadline deadline) {
        return nothingRelevant(draft.found(), deadline)
                .chain(
                        nothing ->
                                nothing
                                        ? Uni.createFrom().item(writer.notFound(draft))
                                        : answered(draft, deadline));
    }

    private Uni<Multi<AnswerEvent>> answered(Draft draft, Deadline deadline) {
        return model.unavailable()
                .map(
                        reason ->
                                reason.isEmpty()
                                        ? writer.generated(draft, model, deadline)
                                        : writer.extracted(draft, reason.get(), deadline));
    }

    /** Without the reranker there is no score that means the same for every question. */
    private Uni<Boolean> nothingRelevant(SearchResponse found, Deadline deadline) {
        if (found.hits().isEmpty()) {
            return Uni.createFrom().item(true);
        }
        OptionalDouble best =
                found.hits().stream()
                        .map(Hit::rerankScore)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .max();
        return best.isEmpty()
                ? Uni.createFrom().item(false)
                : limits.relevanceFloor().logit(deadline).map(floor -> best.getAsDouble() < floor);
    }
}
