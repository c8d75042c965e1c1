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
 * {@code POST /v1/answers}: a question to be answered from the documents.
 *
 * @param topK how many passages the answer may use, 1…20; 5 unless said
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AnswerRequest(
        @NotBlank @Size(max = SearchRequest.MAX_QUERY_LENGTH) String query,
        @Min(1) @Max(MAX_TOP_K) int topK,
        @Valid SearchFilters filters) {

    public static final int MAX_TOP_K = 20;
    public static final int DEFAULT_TOP_K = 5;

    @JsonCreator
    static AnswerRequest of(
            @JsonProperty(value = "query", required = true) String query,
            @JsonProperty("top_k") @Nullable Integer topK,
            @JsonProperty("filters") @Nullable SearchFilters filters) {
        return new AnswerRequest(
                query,
                topK == null ? DEFAULT_TOP_K : topK,
                filters == null ? SearchFilters.NONE : filters);
    }

    public static AnswerRequest of(String query) {
        return of(query, null, null);
    }
}
