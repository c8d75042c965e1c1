package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The {@code citations} event of a streamed answer: what it rests on, and which of its sentences do
 * not. The same as in an {@link AnswerResponse}.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CitationsEvent(List<Citation> citations, List<AnswerSentence> sentences) {
    public CitationsEvent {
        citations = List.copyOf(citations);
        sentences = List.copyOf(sentences);
    }
}
