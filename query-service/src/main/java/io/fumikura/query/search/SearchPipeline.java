package io.fumikura.query.search;

import io.fumikura.access.Caller;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.Reader;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.rerank.PassageReranker;
import io.fumikura.query.search.QuestionVectors.Embedded;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A search, stage by stage: embed the question → one hybrid query → collapse passages that say the
 * same → rerank the best → cut to <i>k</i>. A stage that fails is left out and named in {@code
 * degraded} where the rest still makes sense: without embedding the search is by words, without the
 * reranker the order is that of retrieval, and an index that lost documents is searched as it is.
 * Without the index, or without embedding in a search by meaning alone, there is nothing to answer
 * and the search fails. Non-blocking; safe for concurrent use.
 */
public final class SearchPipeline {
    private final QuestionVectors questions;
    private final ModelMatch modelMatch;
    private final PassageIndex index;
    private final PassageReranker reranker;
    private final SearchLimits limits;
    private final RerankOrder order;

    public SearchPipeline(
            ModelMatch modelMatch,
            PassageIndex index,
            PassageReranker reranker,
            SearchLimits limits,
            RerankOrder order) {
        this.modelMatch = modelMatch;
        this.questions = new QuestionVectors(modelMatch);
        this.index = index;
        this.reranker = reranker;
        this.limits = limits;
        this.order = order;
    }

    /** How long a search may take that begins now. */
    public Deadline deadline() {
        return Deadline.after(limits.deadline());
    }

    /** Finds what the caller may read and nothing else. */
    public Uni<SearchResponse> search(Caller caller, SearchRequest request, Deadline deadline) {
        SearchRun run = new SearchRun(reader(caller), request, deadline);
        return embedQuestion(run)
                .chain(vector -> retrieve(run, vector))
                .call(found -> notice(run, found))
                .chain(found -> rerank(run, found))
                .map(ranked -> respond(run, ranked));
    }

    private static Reader reader(Caller caller) {
        return new Reader(caller.tenant(), caller.groups(), caller.readsEveryGroup());
    }

    private Uni<Optional<Embedded>> embedQuestion(SearchRun run) {
        if (run.mode() == SearchMode.LEXICAL) {
            return Uni.createFrom().item(Optional.empty());
        }
        Uni<Optional<Embedded>> vector =
                questions.embed(run.request().query(), run.deadline()).map(Optional::of);
        return run.timed("embedding", vector)
                .onFailure(failure -> run.mode() == SearchMode.HYBRID)
                .recoverWithItem(
                        () -> {
                            run.withoutEmbedding();
                            return Optional.empty();
                        });
    }

    private Uni<Retrieved> retrieve(SearchRun run, Optional<Embedded> question) {
        Uni<List<FoundChunk>> found =
                question.isEmpty()
                        ? find(run, question)
                        : find(run, question)
                                .onFailure()
                                .recoverWithUni(failure -> otherwise(run, question.get(), failure));
        return run.timed("retrieval", found).map(SearchPipeline::collapse);
    }

    /** That nothing was found is said without a word only of an index that lacks nothing. */
    private Uni<Boolean> notice(SearchRun run, Retrieved found) {
        return modelMatch
                .indexIsWhole(found.candidates().isEmpty(), run.deadline())
                .invoke(
                        whole -> {
                            if (!whole) {
                                run.withoutSomeDocuments();
                            }
                        });
    }

    private Uni<List<FoundChunk>> find(SearchRun run, Optional<Embedded> question) {
        SearchRequest request = run.request();
        HybridQuery query =
                new HybridQuery(
                        run.reader(),
                        request.query(),
                        question.map(Embedded::vector),
                        HybridQuery.Mode.valueOf(run.mode().name()),
                        filters(request.filters()),
                        Math.max(limits.candidates(), request.topK()),
                        request.explain());
        return index.find(query, question.map(Embedded::indexCompat), run.deadline());
    }

    /** The index that was asked may have been dropped after another one took its place. */
    private Uni<List<FoundChunk>> otherwise(SearchRun run, Embedded used, Throwable failure) {
        return questions
                .other(used.indexCompat(), run.request().query(), run.deadline())
                .chain(
                        other ->
                                other.isPresent()
                                        ? find(run, other)
                                        : Uni.createFrom().failure(failure));
    }

    private static HybridQuery.Filters filters(SearchFilters filters) {
        return new HybridQuery.Filters(
                filters.documentIds(),
                filters.tags(),
                filters.contentTypes(),
                filters.createdAfter(),
                filters.createdBefore());
    }

    private static Retrieved collapse(List<FoundChunk> found) {
        List<List<FoundChunk>> groups = NearDuplicates.groups(found);
        List<Candidate> candidates =
                IntStream.range(0, groups.size())
                        .mapToObj(i -> lead(groups.get(i), i + 1))
                        .toList();
        return new Retrieved(candidates, found.size());
    }

    private static Candidate lead(List<FoundChunk> group, int rank) {
        return Candidate.retrieved(group.get(0), group.subList(1, group.size()), rank);
    }

    private Uni<Retrieved> rerank(SearchRun run, Retrieved retrieved) {
        List<Candidate> best = retrieved.candidates().stream().limit(order.depth()).toList();
        if (!run.request().rerank() || best.isEmpty()) {
            return Uni.createFrom().item(retrieved);
        }
        List<String> passages = best.stream().map(c -> c.chunk().text()).toList();
        return run.timed("rerank", reranker.score(run.request().query(), passages, run.deadline()))
                .map(logits -> reordered(retrieved, logits))
                .onFailure()
                .recoverWithItem(
                        () -> {
                            run.withoutRerank();
                            return retrieved;
                        });
    }

    /** The first as many as there are logits by their final score, then the others as they were. */
    private Retrieved reordered(Retrieved retrieved, List<Double> logits) {
        List<Candidate> candidates = retrieved.candidates();
        double best = candidates.get(0).chunk().score();
        List<Candidate> ordered = new ArrayList<>();
        for (int i = 0; i < logits.size(); i++) {
            ordered.add(finallyScored(candidates.get(i), logits.get(i), best));
        }
        ordered.sort(Candidate.BEST_FIRST);
        Candidate last = ordered.get(ordered.size() - 1);
        candidates.stream().skip(logits.size()).map(c -> c.after(last)).forEach(ordered::add);
        return new Retrieved(ordered, retrieved.count());
    }

    private Candidate finallyScored(Candidate candidate, double logit, double bestRetrieval) {
        FoundChunk chunk = candidate.chunk();
        double share = bestRetrieval > 0 ? chunk.score() / bestRetrieval : 0;
        return candidate.reranked(logit, order.score(logit, share, chunk.text().length()));
    }

    private static SearchResponse respond(SearchRun run, Retrieved ranked) {
        List<Candidate> best = ranked.candidates().stream().limit(run.request().topK()).toList();
        SearchMode explainedAs = run.request().explain() ? run.mode() : null;
        List<Hit> hits =
                IntStream.range(0, best.size())
                        .mapToObj(i -> best.get(i).toHit(i + 1, explainedAs))
                        .toList();
        return new SearchResponse(
                hits, run.mode(), ranked.count(), run.finalTimings(), run.degraded());
    }

    /**
     * @param count how many passages the index gave, the same ones included
     */
    private record Retrieved(List<Candidate> candidates, int count) {}
}
