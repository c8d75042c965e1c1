package io.fumikura.contract.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/chat/completions}. What OpenAI's clients send beyond these fields (sampling
 * settings, {@code user}, tools) is ignored: how answers are written is the operator's setting.
 *
 * @param model echoed by OpenAI's servers; any value is taken, there is one
 * @param messages the conversation: the last user message is the question, those before it tell
 *     what it refers to
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatRequest(
        @Nullable String model,
        @NotEmpty List<@NotNull @Valid ChatMessage> messages,
        boolean stream,
        StreamOptions streamOptions) {

    public ChatRequest {
        messages = List.copyOf(messages);
    }

    @JsonCreator
    static ChatRequest of(
            @JsonProperty("model") @Nullable String model,
            @JsonProperty(value = "messages", required = true) List<ChatMessage> messages,
            @JsonProperty("stream") @Nullable Boolean stream,
            @JsonProperty("stream_options") @Nullable StreamOptions streamOptions) {
        return new ChatRequest(
                model,
                messages,
                stream != null && stream,
                streamOptions == null ? new StreamOptions(false) : streamOptions);
    }

    /**
     * What a stream carries besides the text.
     *
     * @param includeUsage one more chunk at the end, without choices, with the token counts
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StreamOptions(boolean includeUsage) {}
}
