package io.fumikura.ocr.detect;

import java.util.ArrayList;
import java.util.List;

/** What was found on a page, in pixels of it. */
public record Detections(List<Detection> lines, List<Region> regions) {
    public Detections {
        lines = List.copyOf(lines);
        regions = List.copyOf(regions);
    }

    public Detections with(List<Region> more) {
        List<Region> all = new ArrayList<>(regions);
        all.addAll(more);
        return new Detections(lines, all);
    }
}
