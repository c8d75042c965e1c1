package io.fumikura.contract.rerank;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/** A document in Jina's dialect: {@code {"text": …}}, or in a request also the text alone. */
public record RerankDocument(String text) {
    public RerankDocument {
        Objects.requireNonNull(text, "text");
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static RerankDocument ofObject(@JsonProperty(value = "text", required = true) String text) {
        return new RerankDocument(text);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RerankDocument ofText(String text) {
        return new RerankDocument(text);
    }
}
