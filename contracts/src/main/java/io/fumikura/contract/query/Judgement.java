package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.contract.query.FeedbackRequest.JudgedHit;
import io.fumikura.contract.query.FeedbackRequest.Thumbs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code GET /v1/feedback}: a thumb with the question it is about.
 *
 * @param query the question; absent where it was not logged
 * @param hit what was judged; absent when it was the response as a whole
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Judgement(
        UUID queryId,
        @Nullable String query,
        Thumbs thumbs,
        @Nullable JudgedHit hit,
        @Nullable String note,
        Instant givenAt) {}
