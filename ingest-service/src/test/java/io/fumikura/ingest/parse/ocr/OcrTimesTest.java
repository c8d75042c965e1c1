package io.fumikura.ingest.parse.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.OcrStage;
import org.junit.jupiter.api.Test;

class OcrTimesTest {
    private final OcrTimes times = new OcrTimes();

    @Test
    void addsUpThePagesOfAStage() {
        times.took(OcrStage.DETECT, 5);
        times.took(OcrStage.DETECT, 7);
        times.took(OcrStage.LAYOUT, 1);

        assertThat(times.pages(OcrTimes.Stage.DETECT)).isEqualTo(2);
        assertThat(times.nanoseconds(OcrTimes.Stage.DETECT)).isEqualTo(12);
        assertThat(times.pages(OcrTimes.Stage.RECOGNISE)).isZero();
    }
}
