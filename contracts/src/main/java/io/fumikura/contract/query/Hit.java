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
 * @param score what the hits are ordered by: where the reranker ran, its logit with the adjustments
 *     that query-service is configured with, else the fused or single-mode score; comparable within
 *     one response only
 * @param page 1-based; 1 for formats without pages
 * @param firstLine 1-based line of the page where the passage begins
 * @param lastLine line where it ends, inclusive
 * @param alsoAt where else the same words stand (a file that was uploaded twice, a footer); such
 *     passages are no hits of their own
 * @param rerankScore the reranker's own logit, which means the same for every question; absent
 *     where it did not run
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Place> alsoAt,
        @Nullable Double rerankScore,
        @Nullable Explanation explain) {

    public Hit {
        tags = List.copyOf(tags);
        // Absent in what older services wrote.
        alsoAt = alsoAt == null ? List.of() : List.copyOf(alsoAt);
    }

    /** Where a passage stands. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Place(
            UUID documentId, String title, int ordinal, int page, int firstLine, int lastLine) {}

    /**
     * The scores of each stage that saw the passage; absent where a stage did not run.
     *
     * @param retrieval what the candidates were first ordered by, whatever the mode
     * @param dense cosine of question and passage
     * @param lexical BM25 sum; absent when the passage holds no term of the question
     * @param fused of both lists, in hybrid mode only
     * @param rerank the reranker's logit
     * @param matchedTerms terms of the question that the passage holds, as they are indexed
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Explanation(
            double retrieval,
            int retrievalRank,
            @Nullable Double dense,
            @Nullable Double lexical,
            @Nullable Double fused,
            @Nullable Double rerank,
            List<String> matchedTerms) {

        public Explanation {
            matchedTerms = matchedTerms == null ? List.of() : List.copyOf(matchedTerms);
        }
    }
}
