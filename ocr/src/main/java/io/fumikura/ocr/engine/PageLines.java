package io.fumikura.ocr.engine;

import io.fumikura.ocr.detect.Region;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.layout.Skew;
import io.fumikura.ocr.layout.TextLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of a page, as they were read and as the layout sees them, by their id. */
final class PageLines {
    private static final String TITLE = "title";

    private final Map<Integer, ReadLine> read = new HashMap<>();
    private final List<TextLine> text;

    /** Lines in which nothing was read are none. */
    PageLines(List<ReadLine> lines, List<Region> regions, Skew skew) {
        for (ReadLine line : lines) {
            if (!line.text().isBlank()) {
                read.put(line.id(), line);
            }
        }
        this.text =
                lines.stream()
                        .filter(line -> read.containsKey(line.id()))
                        .map(
                                line ->
                                        new TextLine(
                                                line.id(),
                                                skew.straight(line.detection().quad()),
                                                line.direction(),
                                                line.text(),
                                                line.detection().label().contains(TITLE),
                                                region(line, regions)))
                        .toList();
    }

    List<TextLine> text() {
        return text;
    }

    ReadLine read(TextLine line) {
        ReadLine found = read.get(line.id());
        if (found == null) {
            throw new IllegalStateException("no such line: " + line.id());
        }
        return found;
    }

    /** The smallest region the middle of a line lies in. */
    private static @Nullable Integer region(ReadLine line, List<Region> regions) {
        Point middle = line.detection().quad().box().centre();
        Integer best = null;
        for (int i = 0; i < regions.size(); i++) {
            if (regions.get(i).box().contains(middle)
                    && (best == null
                            || regions.get(i).box().area() < regions.get(best).box().area())) {
                best = i;
            }
        }
        return best;
    }
}
