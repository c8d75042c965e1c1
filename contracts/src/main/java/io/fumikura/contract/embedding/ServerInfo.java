package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /info} as both model services write it: the keys of {@link ModelInfo}, which our other
 * services read, and beside them the rest of TEI's, for clients made for it.
 *
 * @param modelSha revision of the weights the model was made from
 * @param servedModelName the name that answers in OpenAI's, Cohere's and Jina's dialect carry
 * @param maxConcurrentRequests admission counts tokens, not requests; this is the number of tokens
 *     that may wait, and so the most requests that ever can
 * @param maxBatchRequests most inputs of one batch
 * @param autoTruncate a text that is too long is cut unless the call says otherwise
 * @param tokenizationWorkers threads that turn texts into tokens
 * @param sha revision of the server's source; never known here
 * @param dockerLabel label of the image; never known here
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ServerInfo(
        @JsonUnwrapped ModelInfo model,
        @Nullable String modelSha,
        String servedModelName,
        long maxConcurrentRequests,
        @Nullable Integer maxBatchRequests,
        boolean autoTruncate,
        int tokenizationWorkers,
        @Nullable String sha,
        @Nullable String dockerLabel) {}
