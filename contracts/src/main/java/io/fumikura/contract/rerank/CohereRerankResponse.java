package io.fumikura.contract.rerank;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * Cohere's answer.
 *
 * @param id of this answer, a UUID
 * @param results best first; equal scores in the order of the request
 */
public record CohereRerankResponse(String id, List<RelevantDocument> results, Meta meta) {

    @JsonNaming(SnakeCaseStrategy.class)
    public record Meta(ApiVersion apiVersion, BilledUnits billedUnits) {}

    /**
     * @param version {@code "2"}
     */
    public record ApiVersion(String version) {}

    /**
     * What Cohere would have counted; nobody is billed here.
     *
     * @param searchUnits one for every hundred documents begun
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record BilledUnits(int searchUnits) {}
}
