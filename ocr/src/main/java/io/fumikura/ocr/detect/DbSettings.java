package io.fumikura.ocr.detect;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How boxes come out of a map of a model that learned shrunken lines (differentiable binarisation).
 *
 * @param threshold above it a pixel is text
 * @param boxThreshold mean a box needs
 * @param growRatio see {@link Grow}
 * @param minSide of a box in pixels of the map, before it is grown
 */
public record DbSettings(
        double threshold,
        double boxThreshold,
        Grow grow,
        double growRatio,
        double minSide,
        int maxCandidates,
        boolean dilate) {
    /** By how much a box is grown back to the line. */
    public enum Grow {
        /** By area x ratio / perimeter, as the published models have it. */
        @JsonProperty("ratio")
        RATIO,
        /**
         * By ratio x the shorter side: for models that learned the middle half of a line. Pixels
         * count as squares here, not as points.
         */
        @JsonProperty("half-thickness")
        HALF_THICKNESS
    }
}
