package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a text is to the search; the model's manifest knows which prefix each kind needs. */
public enum InputKind {
    @JsonProperty("query")
    QUERY,
    @JsonProperty("document")
    DOCUMENT
}
