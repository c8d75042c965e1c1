package io.fumikura.contract.chat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.contract.query.Citation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer ({@code chat.completion}, choices with a message) or one piece of a stream ({@code
 * chat.completion.chunk}, choices with a delta). Ours beside OpenAI's keys: {@code citations} and
 * {@code degraded}, in the whole answer and in the piece that ends the text.
 *
 * @param created seconds since 1970
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatResponse(
        String id,
        String object,
        long created,
        String model,
        List<Choice> choices,
        @Nullable Usage usage,
        @Nullable List<Citation> citations,
        @Nullable List<String> degraded) {

    /**
     * One answer; there is never a second.
     *
     * @param finishReason {@code stop} or {@code length}; null while the text goes on
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Choice(
            int index,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ChatMessage message,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Delta delta,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String finishReason) {}

    /** What a piece adds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Delta(
            @JsonProperty("role") @Nullable String role,
            @JsonProperty("content") @Nullable String content) {}

    /** Tokens as the language model counted them; zeros where none ran. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Usage(long promptTokens, long completionTokens, long totalTokens) {}
}
