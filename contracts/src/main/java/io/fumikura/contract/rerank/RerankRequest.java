package io.fumikura.contract.rerank;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.contract.embedding.TruncationSide;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TEI's {@code /rerank} request.
 *
 * @param truncate cut a passage that does not fit the model (true) or refuse it (false)
 * @param rawScores answer logits (true) or their sigmoid in 0…1 (false)
 * @param returnText repeat each text in the answer
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RerankRequest(
        @NotBlank String query,
        List<@NotNull String> texts,
        boolean truncate,
        boolean rawScores,
        boolean returnText) {

    public RerankRequest {
        texts = List.copyOf(texts);
    }

    @JsonCreator
    static RerankRequest of(
            @JsonProperty(value = "query", required = true) String query,
            @JsonProperty(value = "texts", required = true) List<String> texts,
            @JsonProperty("truncate") @Nullable Boolean truncate,
            @JsonProperty("truncation_direction") @Nullable TruncationSide side,
            @JsonProperty("raw_scores") @Nullable Boolean rawScores,
            @JsonProperty("return_text") @Nullable Boolean returnText) {
        return new RerankRequest(
                query,
                texts,
                truncate == null || truncate,
                rawScores != null && rawScores,
                returnText != null && returnText);
    }

    /** Logits for the passages, each cut to what the model takes. */
    public static RerankRequest logits(String query, List<String> texts) {
        return new RerankRequest(query, texts, true, true, false);
    }
}
