package io.fumikura.contract.rerank;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * One document as Cohere and Jina answer it.
 *
 * @param index its place in the request
 * @param relevanceScore 0…1, the sigmoid of the logit
 * @param document its text, if that was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RelevantDocument(
        int index, double relevanceScore, @Nullable RerankDocument document) {}
