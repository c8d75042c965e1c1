package io.fumikura.query.search;

import static io.fumikura.query.search.Passages.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.index.HybridQuery;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.FakeQueryEmbedder;
import io.fumikura.query.rerank.FakePassageReranker;
import java.time.Duration;
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

    @Test
    void ordersByTheRerankersScoreAndKeepsTheOrderOfRetrievalAmongEquals() {
        reranker.scoring("dates", 5).scoring("apples", 1).scoring("bananas", 1);

        SearchResponse response = search(request(SearchMode.HYBRID, true, 10));

        assertThat(response.hits()).extracting(Hit::title).containsExactly("d", "a", "b");
        assertThat(response.hits()).extracting(Hit::rank).containsExactly(1, 2, 3);
        assertThat(response.hits()).extracting(Hit::score).containsExactly(5.0, 1.0, 1.0);
        assertThat(response.degraded()).isEmpty();
        assertThat(response.candidates()).isEqualTo(4);
        assertThat(response.timingsMs()).containsOnlyKeys("embedding", "retrieval", "rerank");
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
    void explainsHowAScoreCameAboutWhenAsked() {
        reranker.scoring("dates", 5);
        SearchRequest request =
                new SearchRequest("q", 1, SearchFilters.NONE, true, SearchMode.HYBRID, true);

        Hit best = search(request).hits().get(0);

        assertThat(best.explain()).isEqualTo(new Hit.Explanation(0.6, 4, 5.0));
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
        SearchLimits limits = new SearchLimits("default", 50, 50, Duration.ofSeconds(1));
        ModelMatch match = new ModelMatch(embedder, index, Duration.ofMinutes(1));
        return new SearchPipeline(embedder, index, reranker, match, limits)
                .search(request, Deadline.after(limits.deadline()))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static SearchRequest request(SearchMode mode, boolean rerank, int topK) {
        return new SearchRequest("q", topK, SearchFilters.NONE, rerank, mode, false);
    }
}
