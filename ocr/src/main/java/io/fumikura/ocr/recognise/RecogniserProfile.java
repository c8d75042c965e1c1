package io.fumikura.ocr.recognise;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fumikura.ocr.image.Normalisation;
import java.util.List;

/**
 * What surrounds the graphs that read lines. Lines that run down are turned a quarter to the left.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CtcProfile.class, name = "ctc"),
    @JsonSubTypes.Type(value = ParseqProfile.class, name = "parseq")
})
public sealed interface RecogniserProfile permits CtcProfile, ParseqProfile {
    Normalisation normalisation();

    /** The graphs, relative to the folder. */
    List<String> files();
}
