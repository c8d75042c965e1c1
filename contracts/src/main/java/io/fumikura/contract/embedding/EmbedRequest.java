package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * TEI's {@code /embed} request.
 *
 * @param inputs texts, or token ids
 * @param promptName whether the texts are queries or documents; documents unless said otherwise. It
 *     says nothing of token ids, which are taken as they are
 * @param truncate cut a text that is longer than the model allows (true) or refuse it (false)
 * @param normalize must be true: every model of this service answers unit vectors
 * @param dimensions length of a vector; the model's own or left out
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmbedRequest(
        EmbeddingInput inputs,
        InputKind promptName,
        boolean truncate,
        boolean normalize,
        @Nullable Integer dimensions) {

    public EmbedRequest {
        Objects.requireNonNull(inputs, "inputs");
    }

    @JsonCreator
    static EmbedRequest of(
            @JsonProperty(value = "inputs", required = true) EmbeddingInput inputs,
            @JsonProperty("prompt_name") @Nullable InputKind promptName,
            @JsonProperty("truncate") @Nullable Boolean truncate,
            @JsonProperty("truncation_direction") @Nullable TruncationSide side,
            @JsonProperty("normalize") @Nullable Boolean normalize,
            @JsonProperty("dimensions") @Nullable Integer dimensions) {
        return new EmbedRequest(
                inputs,
                promptName == null ? InputKind.DOCUMENT : promptName,
                truncate == null || truncate,
                normalize == null || normalize,
                dimensions);
    }

    /** Texts of one kind, cut where they are too long. */
    public static EmbedRequest of(List<String> inputs, InputKind kind) {
        return new EmbedRequest(new EmbeddingInput.Texts(inputs), kind, true, true, null);
    }
}
