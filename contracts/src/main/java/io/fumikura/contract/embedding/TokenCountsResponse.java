package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * How long texts are for the model.
 *
 * @param counts tokens of each text, in order; what the model gets around a text is not counted
 * @param maxTokens the longest document, counted in the same way, that the model reads whole
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TokenCountsResponse(List<Integer> counts, int maxTokens) {
    public TokenCountsResponse {
        counts = List.copyOf(counts);
    }
}
