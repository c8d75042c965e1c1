package io.fumikura.cli.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageTimesTest {
    private static final String BEFORE =
            """
            # TYPE fumikura_ingest_ocr_seconds summary
            fumikura_ingest_ocr_seconds_count{stage="draw"} 2.0
            fumikura_ingest_ocr_seconds_sum{stage="draw"} 1.0
            fumikura_ingest_ocr_seconds_max{stage="draw"} 0.7
            """;

    private static final String AFTER =
            """
            fumikura_ingest_ocr_seconds_count{stage="recognise"} 10.0
            fumikura_ingest_ocr_seconds_sum{stage="recognise"} 8.0
            fumikura_ingest_ocr_seconds_count{application="x",stage="draw"} 12.0
            fumikura_ingest_ocr_seconds_sum{application="x",stage="draw"} 2.0
            fumikura_ingest_parsed_total 3.0
            """;

    @Test
    void saysWhatAPageTakesInEachStageInTheirOrder() {
        String line = StageTimes.in(AFTER).since(StageTimes.in(BEFORE));

        assertThat(line).isEqualTo("draw 100 ms (10.0 pages/s), recognise 800 ms (1.3 pages/s)");
    }

    @Test
    void saysThatThereWasNothingToRecognise() {
        assertThat(StageTimes.in(BEFORE).since(StageTimes.in(BEFORE)))
                .isEqualTo("no page was recognised");
    }
}
