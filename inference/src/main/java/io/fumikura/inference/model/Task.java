package io.fumikura.inference.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a model is for. */
public enum Task {
    @JsonProperty("embedding")
    EMBEDDING,
    @JsonProperty("rerank")
    RERANK,
    @JsonProperty("ocr-detect")
    OCR_DETECT,
    @JsonProperty("ocr-recognise")
    OCR_RECOGNISE,
    @JsonProperty("layout")
    LAYOUT,
    @JsonProperty("chat-ollama")
    CHAT_OLLAMA;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
