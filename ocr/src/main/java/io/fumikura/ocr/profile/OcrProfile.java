package io.fumikura.ocr.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fumikura.ocr.detect.DetectorProfile;
import io.fumikura.ocr.detect.LayoutProfile;
import io.fumikura.ocr.recognise.RecogniserProfile;
import io.fumikura.ocr.table.SlanetProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code profile.json}: everything about an OCR model but its weights.
 *
 * @param layout finds regions where the detector does not
 * @param table reads the structure of tables without ruled lines
 */
public record OcrProfile(
        String id,
        DetectorProfile detector,
        RecogniserProfile recogniser,
        @Nullable LayoutProfile layout,
        @Nullable SlanetProfile table) {
    public static final String NAME = "profile.json";

    /** Of all graphs, relative to the folder. */
    @JsonIgnore
    public List<String> graphs() {
        List<String> graphs = new ArrayList<>(List.of(detector.file()));
        graphs.addAll(recogniser.files());
        if (layout != null) {
            graphs.add(layout.file());
        }
        if (table != null) {
            graphs.add(table.file());
        }
        return graphs;
    }
}
