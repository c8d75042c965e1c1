package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * TEI's {@code truncation_direction}. What is too long is cut at its end; a request for the other
 * side is refused, because the answer would not be what it asked for.
 */
public enum TruncationSide {
    @JsonProperty("right")
    @JsonAlias("Right")
    RIGHT
}
