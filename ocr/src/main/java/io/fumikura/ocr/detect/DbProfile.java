package io.fumikura.ocr.detect;

import io.fumikura.ocr.detect.DbSettings.Grow;
import io.fumikura.ocr.image.Colour;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Normalisation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A detector that gives a map of probabilities. Either {@code longSide} or {@code shortSide} is
 * set.
 *
 * @param longSide the page is brought to this length and padded with white
 * @param shortSide the page is enlarged until its short side has this length, and stretched to the
 *     multiple
 * @param maxSide limit of the other side where {@code shortSide} is set
 * @param resize null: {@code AREA} with a long side, {@code LINEAR} with a short one
 */
public record DbProfile(
        String file,
        Colour colour,
        List<Double> mean,
        List<Double> std,
        @Nullable Integer longSide,
        @Nullable Integer shortSide,
        @Nullable Integer maxSide,
        int multiple,
        @Nullable Kernel resize,
        double threshold,
        double boxThreshold,
        Grow grow,
        double growRatio,
        double minSide,
        int maxCandidates,
        @Nullable Boolean dilate)
        implements DetectorProfile {
    public DbProfile {
        if ((longSide == null) == (shortSide == null)) {
            throw new IllegalArgumentException(
                    "detector has either long_side or short_side, not both");
        }
        if (multiple < 1 || maxCandidates < 1) {
            throw new IllegalArgumentException(
                    "detector.multiple and detector.max_candidates are at least 1");
        }
    }

    @Override
    public Normalisation normalisation() {
        return new Normalisation(colour, mean, std);
    }

    Kernel kernel() {
        if (resize != null) {
            return resize;
        }
        return longSide != null ? Kernel.AREA : Kernel.LINEAR;
    }

    DbSettings settings() {
        return new DbSettings(
                threshold,
                boxThreshold,
                grow,
                growRatio,
                minSide,
                maxCandidates,
                Boolean.TRUE.equals(dilate));
    }
}
