package io.fumikura.ocr;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the characters of a line follow each other. */
public enum Direction {
    @JsonProperty("horizontal")
    HORIZONTAL,
    /** Downwards; the lines follow from right to left. */
    @JsonProperty("vertical")
    VERTICAL
}
