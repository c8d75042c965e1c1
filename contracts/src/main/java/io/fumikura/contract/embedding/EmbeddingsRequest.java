package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's request. Fields we do not use ({@code user} and what clients add) are ignored, as OpenAI
 * does. Texts are embedded as documents: the dialect has no word for a query.
 *
 * @param model any name is taken, there is one model; the answer says which
 * @param input texts, or token ids of the served model's own vocabulary
 * @param dimensions length of a vector; the model's own or left out
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EmbeddingsRequest(
        @NotNull String model,
        EmbeddingInput input,
        EncodingFormat encodingFormat,
        @Nullable Integer dimensions) {

    /** How a vector is written: JSON numbers, or base64 of little-endian float32. */
    public enum EncodingFormat {
        @JsonProperty("float")
        FLOAT,
        @JsonProperty("base64")
        BASE64
    }

    public EmbeddingsRequest {
        Objects.requireNonNull(input, "input");
    }

    @JsonCreator
    static EmbeddingsRequest of(
            @JsonProperty(value = "model", required = true) String model,
            @JsonProperty(value = "input", required = true) EmbeddingInput input,
            @JsonProperty("encoding_format") @Nullable EncodingFormat encodingFormat,
            @JsonProperty("dimensions") @Nullable Integer dimensions) {
        return new EmbeddingsRequest(
                model,
                input,
                encodingFormat == null ? EncodingFormat.FLOAT : encodingFormat,
                dimensions);
    }
}
