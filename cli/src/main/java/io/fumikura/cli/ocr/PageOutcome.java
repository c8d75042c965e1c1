package io.fumikura.cli.ocr;

import io.fumikura.ocr.OcrStage;
import io.fumikura.ocr.score.LayoutScore;
import io.fumikura.ocr.score.TextScore;
import io.fumikura.ocr.score.TruePage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page, read and compared.
 *
 * @param layout null from a reader that tells no places
 */
record PageOutcome(
        String id,
        PageKind kind,
        TextScore text,
        @Nullable LayoutScore layout,
        double seconds,
        Map<OcrStage, Double> stageSeconds) {
    static PageOutcome of(TruePage truth, PageReader.Reading reading, double seconds) {
        return new PageOutcome(
                truth.id(),
                PageKind.of(truth),
                TextScore.of(truth.text(), reading.text()),
                reading.layout() == null ? null : LayoutScore.of(truth, reading.layout()),
                seconds,
                reading.stageSeconds());
    }
}
