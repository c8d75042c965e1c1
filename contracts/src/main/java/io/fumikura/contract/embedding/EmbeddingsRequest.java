package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's request. Fields we do not use ({@code user} and what clients add) are ignored, as OpenAI
 * does. Texts are embedded as documents: the dialect has no word for a query.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EmbeddingsRequest(
        @NotNull String model,
        @NotEmpty List<@NotNull String> input,
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
        input = List.copyOf(input);
    }

    @JsonCreator
    static EmbeddingsRequest of(
            @JsonProperty(value = "model", required = true) String model,
            @JsonProperty(value = "input", required = true)
                    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    List<String> input,
            @JsonProperty("encoding_format") @Nullable EncodingFormat encodingFormat,
            @JsonProperty("dimensions") @Nullable Integer dimensions) {
        return new EmbeddingsRequest(
                model,
                input,
                encodingFormat == null ? EncodingFormat.FLOAT : encodingFormat,
                dimensions);
    }
}
