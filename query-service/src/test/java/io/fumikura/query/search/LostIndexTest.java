package io.fumikura.query.search;

import static io.fumikura.query.search.Passages.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.FakeQueryEmbedder;
import io.fumikura.query.rerank.FakePassageReranker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That nothing was found would be a statement about documents. */
class LostIndexTest {
    private final FakePassageIndex index = new FakePassageIndex(found("a", "apples", 0.9));
    private final ModelMatch match =
            new ModelMatch(List.of(new FakeQueryEmbedder()), index, Duration.ofMinutes(1));

    @ParameterizedTest
    @EnumSource(SearchMode.class)
    void doesNotSayThatNothingWasFoundWhereThereIsNoIndex(SearchMode mode) {
        index.missing();

        assertThatThrownBy(() -> search(mode))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.NOT_READY);
                            assertThat(e.detail()).contains("lost");
                        });
    }

    @ParameterizedTest
    @EnumSource(SearchMode.class)
    void doesNotSayThatNothingWasFoundInAnIndexThatLostItsDocumentsJustNow(SearchMode mode) {
        assertThat(search(mode).degraded()).isEmpty();

        index.losesDocuments();
        SearchResponse response = search(mode);

        assertThat(response.hits()).isEmpty();
        assertThat(response.degraded()).containsExactly("index");
    }

    private SearchResponse search(SearchMode mode) {
        SearchLimits limits = new SearchLimits(50, Duration.ofSeconds(1));
        RerankOrder order = new RerankOrder(50, 0, 0);
        return new SearchPipeline(match, index, new FakePassageReranker(), limits, order)
                .search(
                        Caller.anyone("default"),
                        new SearchRequest("q", 10, SearchFilters.NONE, true, mode, false),
                        Deadline.after(limits.deadline()))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
