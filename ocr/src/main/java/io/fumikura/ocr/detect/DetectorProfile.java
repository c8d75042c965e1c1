package io.fumikura.ocr.detect;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fumikura.ocr.image.Normalisation;

/** What surrounds the graph that finds lines. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DbProfile.class, name = "db"),
    @JsonSubTypes.Type(value = DetrProfile.class, name = "detr")
})
public sealed interface DetectorProfile permits DbProfile, DetrProfile {
    /** The graph, relative to the folder. */
    String file();

    Normalisation normalisation();
}
