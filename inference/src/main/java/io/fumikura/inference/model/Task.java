package io.fumikura.inference.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a model is for. */
public enum Task {
    @JsonProperty("embedding")
    EMBEDDING,
    @JsonProperty("rerank")
    RERANK,
    /** A whole profile in one folder: several graphs, and {@code profile.json} that joins them. */
    @JsonProperty("ocr")
    OCR,
    @JsonProperty("chat-ollama")
    CHAT_OLLAMA;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
