package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * {@code GET /v1/conversations/{id}}: what the caller asked in it and was answered.
 *
 * @param turns oldest first
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConversationView(UUID id, List<AskedTurn> turns) {
    public ConversationView {
        turns = List.copyOf(turns);
    }

    /** A question and its answer. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record AskedTurn(String question, String answer, Instant askedAt) {}
}
