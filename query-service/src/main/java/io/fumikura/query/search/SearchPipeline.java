package io.fumikura.query.search;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.QueryEmbedder;
import io.fumikura.query.rerank.PassageReranker;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A search, stage by stage: embed the question → one hybrid query → collapse identical passages →
 * rerank the best → cut to <i>k</i>. A stage that fails is left out and named in {@code degraded}
 * where the rest still makes sense: without embedding the search is by words, without the reranker
 * the order is that of retrieval. Without the index, or without embedding in a search by meaning
 * alone, there is nothing to answer and the search fails. Non-blocking; safe for concurrent use.
 */
public final class SearchPipeline {
    private final QueryEmbedder embedder;
    private final PassageIndex index;
    private final PassageReranker reranker;
    private final ModelMatch modelMatch;
    private final SearchLimits limits;

    public SearchPipeline(
            QueryEmbedder embedder,
            PassageIndex index,
            PassageReranker reranker,
            ModelMatch modelMatch,
            SearchLimits limits) {
        this.embedder = embedder;
        this.index = index;
        this.reranker = reranker;
        this.modelMatch = modelMatch;
        this.limits = limits;
    }

    public Uni<SearchResponse> search(SearchRequest request, Deadline deadline) {
        SearchRun run = new SearchRun(request, deadline);
        return embedQuestion(run)
                .chain(vector -> retrieve(run, vector))
                .chain(found -> rerank(run, found))
                .map(ranked -> respond(run, ranked));
    }

    private Uni<Optional<float[]>> embedQuestion(SearchRun run) {
        if (run.mode() == SearchMode.LEXICAL) {
            return Uni.createFrom().item(Optional.empty());
        }
        Uni<Optional<float[]>> vector =
                modelMatch
                        .mismatch(run.deadline())
                        .invoke(SearchPipeline::refuse)
                        .chain(same -> embedder.embed(run.request().query(), run.deadline()))
                        .map(Optional::of);
        return run.timed("embedding", vector)
                .onFailure(failure -> run.mode() == SearchMode.HYBRID)
                .recoverWithItem(
                        () -> {
                            run.withoutEmbedding();
                            return Optional.empty();
                        });
    }

    private static void refuse(Optional<String> mismatch) {
        if (mismatch.isPresent()) {
            throw new ServiceException(ErrorCode.DEPENDENCY_UNAVAILABLE, mismatch.get());
        }
    }

    private Uni<Retrieved> retrieve(SearchRun run, Optional<float[]> vector) {
        SearchRequest request = run.request();
        HybridQuery query =
                new HybridQuery(
                        limits.tenant(),
                        request.query(),
                        vector,
                        HybridQuery.Mode.valueOf(run.mode().name()),
                        filters(request.filters()),
                        Math.max(limits.candidates(), request.topK()));
        return run.timed("retrieval", index.find(query, run.deadline()))
                .map(SearchPipeline::collapse);
    }

    private static HybridQuery.Filters filters(SearchFilters filters) {
        return new HybridQuery.Filters(
                filters.documentIds(),
                filters.tags(),
                filters.contentTypes(),
                filters.createdAfter(),
                filters.createdBefore());
    }

    /** Of passages with the same words (a file uploaded twice, a footer), the best stays. */
    private static Retrieved collapse(List<FoundChunk> found) {
        Map<String, Candidate> byText = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            String words = found.get(i).text().replaceAll("\\s+", " ").strip();
            byText.putIfAbsent(words, new Candidate(found.get(i), i + 1, null));
        }
        return new Retrieved(List.copyOf(byText.values()), found.size());
    }

    private Uni<Retrieved> rerank(SearchRun run, Retrieved retrieved) {
        int depth = Math.max(limits.rerankDepth(), run.request().topK());
        List<Candidate> best = retrieved.candidates().stream().limit(depth).toList();
        if (!run.request().rerank() || best.isEmpty()) {
            return Uni.createFrom().item(retrieved);
        }
        List<String> passages = best.stream().map(c -> c.chunk().text()).toList();
        return run.timed("rerank", reranker.score(run.request().query(), passages, run.deadline()))
                .map(logits -> new Retrieved(reordered(best, logits), retrieved.count()))
                .onFailure()
                .recoverWithItem(
                        () -> {
                            run.withoutRerank();
                            return retrieved;
                        });
    }

    private static List<Candidate> reordered(List<Candidate> candidates, List<Double> logits) {
        List<Candidate> scored = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            scored.add(candidates.get(i).scored(logits.get(i)));
        }
        scored.sort(Candidate.BEST_FIRST);
        return scored;
    }

    private static SearchResponse respond(SearchRun run, Retrieved ranked) {
        List<Candidate> best = ranked.candidates().stream().limit(run.request().topK()).toList();
        List<Hit> hits =
                IntStream.range(0, best.size())
                        .mapToObj(i -> best.get(i).toHit(i + 1, run.request().explain()))
                        .toList();
        return new SearchResponse(hits, run.mode(), ranked.count(), run.timings(), run.degraded());
    }

    /**
     * @param count how many passages the index gave, identical ones included
     */
    private record Retrieved(List<Candidate> candidates, int count) {}
}
