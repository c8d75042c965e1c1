package io.fumikura.contract.rerank;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * Jina's answer.
 *
 * @param model the served model's id
 * @param object {@code "list"}
 * @param results best first; equal scores in the order of the request
 */
public record JinaRerankResponse(
        String model, String object, Usage usage, List<RelevantDocument> results) {

    /**
     * Tokens computed, without padding: each document together with the query. A reranker writes
     * nothing, so both counts are the same.
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Usage(long totalTokens, long promptTokens) {}
}
