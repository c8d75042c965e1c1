package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One passage that was found.
 *
 * @param rank 1 for the best
 * @param score the reranker's logit where it ran, else the fused or single-mode score; comparable
 *     within one response only
 * @param page 1-based; 1 for formats without pages
 * @param firstLine 1-based line of the page where the passage begins
 * @param lastLine line where it ends, inclusive
 * @param explain how the score came about, when it was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Hit(
        int rank,
        double score,
        UUID documentId,
        String title,
        int generation,
        int ordinal,
        int page,
        int firstLine,
        int lastLine,
        String text,
        List<String> tags,
        String contentType,
        Instant createdAt,
        @Nullable Explanation explain) {

    /** The scores of each stage that saw the passage; absent where a stage did not run. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Explanation(double retrieval, int retrievalRank, @Nullable Double rerank) {}
}
