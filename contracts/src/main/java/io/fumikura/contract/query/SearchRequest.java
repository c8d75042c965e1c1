package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/search}.
 *
 * @param topK how many hits to return, 1…100; 10 unless said
 * @param rerank whether the reranker orders the best candidates; true unless said
 * @param explain whether each hit says how it came by its score
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SearchRequest(
        @NotBlank @Size(max = MAX_QUERY_LENGTH) String query,
        @Min(1) @Max(MAX_TOP_K) int topK,
        @Valid SearchFilters filters,
        boolean rerank,
        SearchMode mode,
        boolean explain) {

    /** Longest question, in characters. */
    public static final int MAX_QUERY_LENGTH = 4000;

    public static final int MAX_TOP_K = 100;
    public static final int DEFAULT_TOP_K = 10;

    @JsonCreator
    static SearchRequest of(
            @JsonProperty(value = "query", required = true) String query,
            @JsonProperty("top_k") @Nullable Integer topK,
            @JsonProperty("filters") @Nullable SearchFilters filters,
            @JsonProperty("rerank") @Nullable Boolean rerank,
            @JsonProperty("mode") @Nullable SearchMode mode,
            @JsonProperty("explain") @Nullable Boolean explain) {
        return new SearchRequest(
                query,
                topK == null ? DEFAULT_TOP_K : topK,
                filters == null ? SearchFilters.NONE : filters,
                rerank == null || rerank,
                mode == null ? SearchMode.HYBRID : mode,
                explain != null && explain);
    }

    /** A search with every default. */
    public static SearchRequest of(String query) {
        return of(query, null, null, null, null, null);
    }
}
