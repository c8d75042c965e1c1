package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/feedback}: what a reader thinks of a search result or an answer.
 *
 * @param queryId the {@code x-query-id} header of the response it is about
 * @param hit which of its hits; null: the response as a whole
 * @param note in the reader's words, at most 2,000 characters
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FeedbackRequest(
        @JsonProperty(value = "query_id", required = true) @NotNull UUID queryId,
        @JsonProperty(value = "thumbs", required = true) @NotNull Thumbs thumbs,
        @Valid @Nullable JudgedHit hit,
        @Size(max = 2000) @Nullable String note) {

    /** A hit as the response named it. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record JudgedHit(
            @JsonProperty(value = "document_id", required = true) @NotNull UUID documentId,
            @JsonProperty(value = "ordinal", required = true) @Min(0) int ordinal) {}

    /** Good or bad. */
    public enum Thumbs {
        @JsonProperty("up")
        UP,
        @JsonProperty("down")
        DOWN
    }
}
