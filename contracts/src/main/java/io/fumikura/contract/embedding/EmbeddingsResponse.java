package io.fumikura.contract.embedding;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** OpenAI's answer; {@code embedding} is an array of numbers or a base64 string, as was asked. */
@JsonNaming(SnakeCaseStrategy.class)
public record EmbeddingsResponse(String object, List<Item> data, String model, Usage usage) {

    public record Item(String object, int index, Object embedding) {}

    @JsonNaming(SnakeCaseStrategy.class)
    public record Usage(long promptTokens, long totalTokens) {}
}
