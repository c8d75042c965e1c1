package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /info} of both model services: TEI's keys first, ours after them.
 *
 * @param modelId the manifest's id
 * @param modelDtype precision of the weights, for example {@code float16}
 * @param maxInputLength longest input in tokens; longer ones are cut or refused
 * @param maxBatchTokens token budget of one batch, padding included
 * @param maxClientBatchSize most texts in one call
 * @param dimension length of a vector; null for a reranker
 * @param indexCompat vectors of models with the same value may share an index; null for a reranker
 * @param relevantFrom the logit from which a passage is worth answering from; null for an embedding
 *     model, and for a reranker nobody measured it for
 * @param modelDigest SHA-256 over the manifest's file sums: the identity of the approved model
 * @param files SHA-256 of each file
 * @param device {@code cuda} or {@code cpu}
 * @param deviceReason why this device was taken
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelInfo(
        String modelId,
        String modelDtype,
        Map<String, Object> modelType,
        int maxInputLength,
        int maxBatchTokens,
        int maxClientBatchSize,
        String version,
        @Nullable Integer dimension,
        @Nullable String indexCompat,
        @Nullable Double relevantFrom,
        String modelDigest,
        Map<String, String> files,
        String device,
        String deviceReason,
        String licence,
        boolean commercialUse) {
    /** The logit to answer from where the model does not say one. */
    public static final double UNSAID_RELEVANCE_FLOOR = -6.0;

    /** {@code relevantFrom}, or what goes where it is not said. */
    public double relevanceFloor() {
        return relevantFrom == null ? UNSAID_RELEVANCE_FLOOR : relevantFrom;
    }
}
