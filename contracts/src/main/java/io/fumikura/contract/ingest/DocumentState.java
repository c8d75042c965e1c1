package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a document stands. The last three are final until somebody acts. */
public enum DocumentState {
    @JsonProperty("received")
    RECEIVED,
    @JsonProperty("parsing")
    PARSING,
    @JsonProperty("embedding")
    EMBEDDING,
    @JsonProperty("indexing")
    INDEXING,
    @JsonProperty("indexed")
    INDEXED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("deleted")
    DELETED;

    public boolean isFinal() {
        return this == INDEXED || this == FAILED || this == DELETED;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
