package io.fumikura.query.search;

import static io.fumikura.query.search.Passages.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.Reader;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.FakeQueryEmbedder;
import io.fumikura.query.rerank.FakePassageReranker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchPipelineTest {
    private final FakeQueryEmbedder embedder = new FakeQueryEmbedder();
    private final FakePassageReranker reranker = new FakePassageReranker();
    private final FakePassageIndex index =
            new FakePassageIndex(
                    found("a", "apples", 0.9),
                    found("b", "bananas", 0.8),
                    found("c", "apples ", 0.7),
                    found("d", "dates", 0.6));
    private RerankOrder order = new RerankOrder(50, 0, 0);

    @Test
    void ordersByTheRerankersScoreAndKeepsTheOrderOfRetrievalAmongEquals() {
        reranker.scoring("dates", 5).scoring("apples", 1).scoring("bananas", 1);

        SearchResponse response = search(request(SearchMode.HYBRID, true, 10));

        assertThat(response.hits()).extracting(Hit::title).containsExactly("d", "a", "b");
        assertThat(response.hits()).extracting(Hit::rank).containsExactly(1, 2, 3);
        assertThat(response.hits()).extracting(Hit::score).containsExactly(5.0, 1.0, 1.0);
        assertThat(response.degraded()).isEmpty();
        assertThat(response.candidates()).isEqualTo(4);
        assertThat(response.timingsMs())
                .containsOnlyKeys("embedding", "retrieval", "rerank", "total");
    }

    @Test
    void keepsTheBestOfPassagesWithTheSameWords() {
        SearchResponse response = search(request(SearchMode.HYBRID, false, 10));

        assertThat(response.hits()).extracting(Hit::title).containsExactly("a", "b", "d");
    }

    @Test
    void cutsToTopKAfterReranking() {
        reranker.scoring("dates", 5);

        SearchResponse response = search(request(SearchMode.HYBRID, true, 1));

        assertThat(response.hits()).extracting(Hit::title).containsExactly("d");
    }

    @Test
    void keepsTheOrderOfRetrievalWithoutReranking() {
        SearchResponse response = search(request(SearchMode.HYBRID, false, 10));

        assertThat(response.hits().get(0).score()).isEqualTo(0.9);
        assertThat(reranker.seen()).isEmpty();
        assertThat(response.timingsMs()).doesNotContainKey("rerank");
    }

    @Test
    void searchesByWordsAndSaysSoWhenEmbeddingIsDown() {
        embedder.down();

        SearchResponse response = search(request(SearchMode.HYBRID, true, 10));

        assertThat(response.mode()).isEqualTo(SearchMode.LEXICAL);
        assertThat(response.degraded()).containsExactly("embedding");
        assertThat(response.hits()).isNotEmpty();
        assertThat(index.lastAsked().mode()).isEqualTo(HybridQuery.Mode.LEXICAL);
        assertThat(index.lastAsked().vector()).isEmpty();
    }

    @Test
    void failsASearchByMeaningAloneWhenEmbeddingIsDown() {
        embedder.down();

        assertUnavailable(request(SearchMode.DENSE, true, 10), "embedding");
    }

    @Test
    void answersInTheOrderOfRetrievalAndSaysSoWhenTheRerankerIsDown() {
        reranker.down();

        SearchResponse response = search(request(SearchMode.HYBRID, true, 10));

        assertThat(response.degraded()).containsExactly("rerank");
        assertThat(response.hits()).extracting(Hit::title).containsExactly("a", "b", "d");
    }

    @Test
    void failsWhenTheIndexIsDown() {
        index.down();

        assertUnavailable(request(SearchMode.HYBRID, true, 10), "index");
    }

    @Test
    void doesNotEmbedAQuestionThatIsSearchedByWords() {
        SearchResponse response = search(request(SearchMode.LEXICAL, true, 10));

        assertThat(embedder.calls()).isZero();
        assertThat(response.mode()).isEqualTo(SearchMode.LEXICAL);
        assertThat(response.degraded()).isEmpty();
    }

    @Test
    void neverAsksTheIndexWithAVectorOfAnotherModel() {
        embedder.makesVectorsOf("other-model");

        SearchResponse response = search(request(SearchMode.HYBRID, true, 10));

        assertThat(response.mode()).isEqualTo(SearchMode.LEXICAL);
        assertThat(response.degraded()).containsExactly("embedding");
        assertThat(embedder.calls()).isZero();
        assertUnavailable(request(SearchMode.DENSE, true, 10), "other-model");
    }

    @Test
    void embedsWithTheModelThatTheIndexServesAndSearchesItsVectorsOnly() {
        FakeQueryEmbedder next = new FakeQueryEmbedder();
        next.makesVectorsOf("next-1");
        ModelMatch match = new ModelMatch(List.of(embedder, next), index, Duration.ofMinutes(1));

        SearchResponse before = search(match, request(SearchMode.DENSE, false, 1));
        index.serves("next-1");
        SearchResponse stillBelieved = search(match, request(SearchMode.DENSE, false, 1));
        SearchResponse after =
                search(
                        new ModelMatch(List.of(embedder, next), index, Duration.ofMinutes(1)),
                        request(SearchMode.DENSE, false, 1));

        assertThat(List.of(before, stillBelieved, after))
                .allSatisfy(response -> assertThat(response.hits()).hasSize(1));
        assertThat(index.searched()).containsExactly("mini-1", "mini-1", "next-1");
    }

    @Test
    void searchesTheOtherModelsVectorsWhenTheIndexWasSwitchedAndTheOldOneDroppedMeanwhile() {
        FakeQueryEmbedder next = new FakeQueryEmbedder();
        next.makesVectorsOf("next-1");
        ModelMatch match = new ModelMatch(List.of(embedder, next), index, Duration.ofMinutes(1));
        search(match, request(SearchMode.DENSE, false, 1));

        index.serves("next-1");
        index.drop("mini-1");
        SearchResponse response = search(match, request(SearchMode.HYBRID, false, 1));

        assertThat(response.degraded()).isEmpty();
        assertThat(response.mode()).isEqualTo(SearchMode.HYBRID);
        assertThat(index.searched()).containsExactly("mini-1", "mini-1", "next-1");
    }

    @Test
    void asksTheOtherModelWhenTheIndexWasSwitchedAndTheOldServiceStopped() {
        FakeQueryEmbedder next = new FakeQueryEmbedder();
        next.makesVectorsOf("next-1");
        ModelMatch match = new ModelMatch(List.of(embedder, next), index, Duration.ofMinutes(1));
        search(match, request(SearchMode.DENSE, false, 1));

        index.serves("next-1");
        embedder.down();
        SearchResponse response = search(match, request(SearchMode.HYBRID, false, 1));

        assertThat(response.degraded()).isEmpty();
        assertThat(index.searched()).containsExactly("mini-1", "next-1");
    }

    @Test
    void explainsHowAScoreCameAboutWhenAsked() {
        reranker.scoring("dates", 5);
        SearchRequest request =
                new SearchRequest("q", 1, SearchFilters.NONE, true, SearchMode.HYBRID, true);

        Hit best = search(request).hits().get(0);

        assertThat(index.lastAsked().explain()).isTrue();
        assertThat(best.explain())
                .isEqualTo(new Hit.Explanation(0.6, 3, null, null, 0.6, 5.0, List.of()));
    }

    @Test
    void addsWhatRetrievalAndTheLengthAreWorth() {
        reranker.scoring("apples", 1).scoring("bananas", 1.5).scoring("dates", 2);
        order = new RerankOrder(50, 6, 0.5);

        List<Hit> hits = search(request(SearchMode.HYBRID, true, 10)).hits();

        assertThat(hits).extracting(Hit::title).containsExactly("a", "b", "d");
        assertThat(hits.get(0).score()).isCloseTo(1 + 6 - 0.5 * Math.log(6), within(1e-9));
        assertThat(hits.get(2).score())
                .isCloseTo(2 + 6 * 0.6 / 0.9 - 0.5 * Math.log(5), within(1e-9));
        assertThat(hits).extracting(Hit::rerankScore).containsExactly(1.0, 1.5, 2.0);
    }

    @Test
    void leavesThoseBeyondTheDepthInTheOrderOfRetrievalAfterTheOthers() {
        reranker.scoring("bananas", 2).scoring("dates", 9);
        order = new RerankOrder(2, 0, 0);

        List<Hit> hits = search(request(SearchMode.HYBRID, true, 10)).hits();

        assertThat(hits).extracting(Hit::title).containsExactly("b", "a", "d");
        assertThat(hits).extracting(Hit::score).containsExactly(2.0, 0.0, 0.0);
        assertThat(hits.get(2).rerankScore()).isNull();
        assertThat(reranker.seen()).containsExactly("apples", "bananas");
    }

    @Test
    void saysWhereElseTheSamePassageStands() {
        List<Hit> hits = search(request(SearchMode.HYBRID, true, 10)).hits();

        assertThat(hits.get(0).alsoAt()).extracting(Hit.Place::title).containsExactly("c");
        assertThat(hits.get(1).alsoAt()).isEmpty();
    }

    @Test
    void asksTheIndexForWhatTheCallerMayReadAndForNothingElse() {
        Caller caller = new Caller("k", "acme", Set.of(), Set.of("legal"));

        search(caller, request(SearchMode.HYBRID, true, 3));

        assertThat(index.lastAsked().reader())
                .isEqualTo(new Reader("acme", Set.of("legal"), /* everyGroup= */ false));
        search(Caller.anyone("default"), request(SearchMode.LEXICAL, true, 3));
        assertThat(index.lastAsked().reader().everyGroup()).isTrue();
    }

    @Test
    void asksForAsManyCandidatesAsHitsAreWanted() {
        search(request(SearchMode.HYBRID, true, 100));
        assertThat(index.lastAsked().limit()).isEqualTo(100);

        search(request(SearchMode.HYBRID, true, 3));
        assertThat(index.lastAsked().limit()).isEqualTo(50);
    }

    private void assertUnavailable(SearchRequest request, String word) {
        assertThatThrownBy(() -> search(request))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
                            assertThat(e.detail()).contains(word);
                        });
    }

    private SearchResponse search(SearchRequest request) {
        return search(Caller.anyone("default"), request);
    }

    private SearchResponse search(Caller caller, SearchRequest request) {
        ModelMatch match = new ModelMatch(List.of(embedder), index, Duration.ofMinutes(1));
        return search(match, caller, request);
    }

    private SearchResponse search(ModelMatch match, SearchRequest request) {
        return search(match, Caller.anyone("default"), request);
    }

    private SearchResponse search(ModelMatch match, Caller caller, SearchRequest request) {
        SearchLimits limits = new SearchLimits(50, Duration.ofSeconds(1));
        return new SearchPipeline(match, index, reranker, limits, order)
                .search(caller, request, Deadline.after(limits.deadline()))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static SearchRequest request(SearchMode mode, boolean rerank, int topK) {
        return new SearchRequest("q", topK, SearchFilters.NONE, rerank, mode, false);
    }
}
