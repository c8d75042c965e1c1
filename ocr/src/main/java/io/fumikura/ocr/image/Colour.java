package io.fumikura.ocr.image;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which channels a model takes, in their order. */
public enum Colour {
    @JsonProperty("grey")
    GREY,
    @JsonProperty("rgb")
    RGB,
    @JsonProperty("bgr")
    BGR;

    public int channels() {
        return this == GREY ? 1 : 3;
    }

    /** Where the n-th channel of the model lies in red, green, blue. */
    int source(int channel) {
        return this == BGR ? 2 - channel : channel;
    }
}
