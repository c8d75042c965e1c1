package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an answer was made. */
public enum AnswerKind {
    /** Written by the language model from the passages. */
    @JsonProperty("generated")
    GENERATED,
    /**
     * The best sentences of the passages as they stand, because no language model was reachable.
     */
    @JsonProperty("extractive")
    EXTRACTIVE,
    /** Nothing relevant was found. */
    @JsonProperty("not_found")
    NOT_FOUND
}
