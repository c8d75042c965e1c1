package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;

/**
 * {@code GET /v1/status}: what query-service sees of the parts it works with.
 *
 * @param parts {@code embedding}, {@code reranker}, {@code index}, {@code ollama}, {@code
 *     postgresql}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatusResponse(State state, Map<String, Part> parts) {

    /**
     * One part.
     *
     * @param facts what it says of itself, for example {@code model_id}, {@code device}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Part(State state, String detail, Map<String, String> facts) {}

    /** How a part, or all of them together, is doing. */
    public enum State {
        @JsonProperty("up")
        UP,
        /** Reachable, but it cannot be used as it is; the detail says why. */
        @JsonProperty("degraded")
        DEGRADED,
        @JsonProperty("down")
        DOWN,
        /** Switched off by configuration. */
        @JsonProperty("off")
        OFF
    }
}
