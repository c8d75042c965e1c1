package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * One sentence of an answer, and whether the passages it cites say it.
 *
 * @param start where it begins in the answer, in UTF-16 units, its citations included
 * @param end behind its last character
 * @param citations the numbers it cites, ascending
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AnswerSentence(int start, int end, List<Integer> citations, Support support) {
    public AnswerSentence {
        citations = List.copyOf(citations);
    }

    /** What the check of a sentence came to. */
    public enum Support {
        /** Its words and numbers stand in what it cites. */
        @JsonProperty("supported")
        SUPPORTED,
        /** It cites a passage that does not say this. */
        @JsonProperty("unsupported")
        UNSUPPORTED,
        /** It cites nothing, so there is nothing to check it against. */
        @JsonProperty("uncited")
        UNCITED
    }
}
