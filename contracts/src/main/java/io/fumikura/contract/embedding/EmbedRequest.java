package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TEI's {@code /embed} request. One string is accepted in place of a list.
 *
 * @param inputs the texts, without any prefix
 * @param promptName whether the texts are queries or documents; documents unless said otherwise
 * @param truncate cut a text that is longer than the model allows (true) or refuse it (false)
 * @param normalize must be true: every model of this service answers unit vectors
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmbedRequest(
        @NotEmpty List<@NotNull String> inputs,
        InputKind promptName,
        boolean truncate,
        boolean normalize) {

    public EmbedRequest {
        inputs = List.copyOf(inputs);
    }

    @JsonCreator
    static EmbedRequest of(
            @JsonProperty(value = "inputs", required = true)
                    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    List<String> inputs,
            @JsonProperty("prompt_name") @Nullable InputKind promptName,
            @JsonProperty("truncate") @Nullable Boolean truncate,
            @JsonProperty("normalize") @Nullable Boolean normalize) {
        return new EmbedRequest(
                inputs,
                promptName == null ? InputKind.DOCUMENT : promptName,
                truncate == null || truncate,
                normalize == null || normalize);
    }

    /** Texts of one kind, cut where they are too long. */
    public static EmbedRequest of(List<String> inputs, InputKind kind) {
        return new EmbedRequest(inputs, kind, true, true);
    }
}
