package io.fumikura.contract.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotBlank;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation. In a request the content may also be OpenAI's list of parts, of
 * which the text parts are kept.
 *
 * @param role {@code system}, {@code user}, {@code assistant}, …
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatMessage(@NotBlank String role, @Nullable String content) {

    @JsonCreator
    static ChatMessage of(
            @JsonProperty(value = "role", required = true) String role,
            @JsonProperty("content") @Nullable JsonNode content) {
        return new ChatMessage(role, content == null ? null : text(content));
    }

    private static @Nullable String text(JsonNode content) {
        if (content.isArray()) {
            return StreamSupport.stream(content.spliterator(), false)
                    .filter(part -> part.path("type").asText().equals("text"))
                    .map(part -> part.path("text").asText())
                    .collect(Collectors.joining("\n"));
        }
        return content.isTextual() ? content.asText() : null;
    }
}
