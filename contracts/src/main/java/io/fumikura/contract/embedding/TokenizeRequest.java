package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TEI's {@code /tokenize} request. One string is accepted in place of a list.
 *
 * @param addSpecialTokens with those the model gets around a text (true, the default) or without
 * @param promptName whose prefix is put before the texts; that of a document unless said otherwise
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TokenizeRequest(
        List<@NotNull String> inputs, boolean addSpecialTokens, InputKind promptName) {

    public TokenizeRequest {
        inputs = List.copyOf(inputs);
    }

    @JsonCreator
    static TokenizeRequest of(
            @JsonProperty(value = "inputs", required = true)
                    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    List<String> inputs,
            @JsonProperty("add_special_tokens") @Nullable Boolean addSpecialTokens,
            @JsonProperty("prompt_name") @Nullable InputKind promptName) {
        return new TokenizeRequest(
                inputs,
                addSpecialTokens == null || addSpecialTokens,
                promptName == null ? InputKind.DOCUMENT : promptName);
    }
}
