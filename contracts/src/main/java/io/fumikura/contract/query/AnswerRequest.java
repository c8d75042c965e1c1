package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/answers}: a question to be answered from the documents.
 *
 * @param topK how many passages the answer may use, 1…20; 5 unless said
 * @param history what was asked before, oldest first; with it, a question such as "and for
 *     part-timers?" is made one that stands by itself before documents are searched
 * @param conversationId in place of {@code history}, where conversations are stored: any id of the
 *     caller's own; what was asked with it before is the history, and this turn is added to it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AnswerRequest(
        @NotBlank @Size(max = SearchRequest.MAX_QUERY_LENGTH) String query,
        @Min(1) @Max(MAX_TOP_K) int topK,
        @Valid SearchFilters filters,
        @Size(max = MAX_HISTORY) List<@NotNull @Valid Turn> history,
        @Nullable UUID conversationId) {

    public static final int MAX_TOP_K = 20;
    public static final int DEFAULT_TOP_K = 5;
    public static final int MAX_HISTORY = 50;

    public AnswerRequest {
        history = List.copyOf(history);
    }

    public AnswerRequest(String query, int topK, SearchFilters filters) {
        this(query, topK, filters, List.of(), null);
    }

    /** The same with what was said before. */
    public AnswerRequest after(List<Turn> turns) {
        return new AnswerRequest(query, topK, filters, turns, conversationId);
    }

    /**
     * One question of a conversation.
     *
     * @param answer what was answered, as far as it is known
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Turn(
            @NotBlank @Size(max = SearchRequest.MAX_QUERY_LENGTH) String question,
            @Nullable @Size(max = MAX_ANSWER_LENGTH) String answer) {

        private static final int MAX_ANSWER_LENGTH = 20_000;
    }

    @JsonCreator
    static AnswerRequest of(
            @JsonProperty(value = "query", required = true) String query,
            @JsonProperty("top_k") @Nullable Integer topK,
            @JsonProperty("filters") @Nullable SearchFilters filters,
            @JsonProperty("history") @Nullable List<Turn> history,
            @JsonProperty("conversation_id") @Nullable UUID conversationId) {
        return new AnswerRequest(
                query,
                topK == null ? DEFAULT_TOP_K : topK,
                filters == null ? SearchFilters.NONE : filters,
                history == null ? List.of() : history,
                conversationId);
    }

    public static AnswerRequest of(String query) {
        return of(query, null, null, null, null);
    }

    public static AnswerRequest of(String query, List<Turn> history) {
        return of(query, null, null, history, null);
    }
}
