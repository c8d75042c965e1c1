package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * Asks how long texts are for the model.
 *
 * @param texts none of them empty
 */
public record TokenCountsRequest(List<@NotNull String> texts) {

    @JsonCreator
    public TokenCountsRequest(@JsonProperty(value = "texts", required = true) List<String> texts) {
        this.texts = List.copyOf(texts);
    }
}
