package io.fumikura.cli.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.OcrStage;
import io.fumikura.ocr.score.FoundScore;
import io.fumikura.ocr.score.LayoutScore;
import io.fumikura.ocr.score.OrderScore;
import io.fumikura.ocr.score.TextScore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final PageOutcome LONG =
            page(
                    "long",
                    PageKind.CLEAN_HORIZONTAL,
                    new TextScore(300, 300, 3, 297),
                    new LayoutScore(
                            new FoundScore(8, 8, 6), new OrderScore(6, 0), new FoundScore(0, 0, 0)),
                    1.0);
    private static final PageOutcome SHORT =
            page(
                    "short",
                    PageKind.CLEAN_HORIZONTAL,
                    new TextScore(100, 90, 17, 83),
                    new LayoutScore(
                            new FoundScore(2, 2, 2), new OrderScore(2, 1), new FoundScore(4, 6, 3)),
                    2.0);

    @Test
    void countsSeveralPagesAsOneLongPage() {
        Figures figures = Figures.of(List.of(LONG, SHORT));

        assertThat(figures.characterErrorRate()).as("20 of 400").isEqualTo(0.05);
        assertThat(figures.characterRecall()).as("380 of 400").isEqualTo(0.95);
        assertThat(figures.orderError()).as("1 of 8").isEqualTo(0.125);
        assertThat(figures.lines()).isEqualTo(new Figures.Found(10, 10, 8, 0.8, 0.8, 0.8));
        assertThat(figures.cells()).isEqualTo(new Figures.Found(4, 6, 3, 0.5, 0.75, 0.6));
        assertThat(figures.secondsPerPage()).isEqualTo(1.5);
        assertThat(figures.stageSecondsPerPage())
                .containsOnly(Map.entry("detect", 0.375), Map.entry("recognise", 0.75));
    }

    @Test
    void hasNoFigureWhereThereIsNothingToMeasure() {
        assertThat(Figures.of(List.of(LONG)).cells()).as("no table").isNull();

        Figures text =
                Figures.of(
                        List.of(
                                page(
                                        "p",
                                        PageKind.VERTICAL_SCAN,
                                        new TextScore(4, 4, 1, 3),
                                        null,
                                        1)));
        assertThat(text.lines()).isNull();
        assertThat(text.orderError()).isNull();
        assertThat(text.characterErrorRate()).isEqualTo(0.25);
    }

    @Test
    void printsEnginesBesideEachOther() {
        PageOutcome scan =
                page(
                        "scan",
                        PageKind.HORIZONTAL_SCAN,
                        new TextScore(50, 50, 5, 45),
                        new LayoutScore(
                                new FoundScore(5, 5, 5),
                                new OrderScore(5, 1),
                                new FoundScore(0, 0, 0)),
                        0.5);
        OcrReport report =
                new OcrReport(
                        Instant.EPOCH,
                        "pages",
                        2,
                        List.of(
                                result("fumikura", List.of(LONG, scan)),
                                result(
                                        "tesseract",
                                        List.of(withoutLayout(LONG), withoutLayout(scan)))));

        List<String> lines = ScoreTable.lines(report).stream().map(FiguresTest::plain).toList();

        assertThat(lines)
                .containsExactly(
                        "fumikura tesseract",
                        "page kind chars CER % recall % order % line F1 cell F1 s/page CER % recall"
                                + " % s/page",
                        "long clean horizontal 300 1.00 99.00 0.00 0.7500 – 1.00 1.00 99.00 1.00",
                        "scan horizontal scan 50 10.00 90.00 20.00 1.0000 – 0.50 10.00 90.00 0.50",
                        "",
                        "1 page clean horizontal 300 1.00 99.00 0.00 0.7500 – 1.00 1.00 99.00 1.00",
                        "1 page horizontal scan 50 10.00 90.00 20.00 1.0000 – 0.50 10.00 90.00"
                                + " 0.50",
                        "2 pages all 350 2.29 97.71 9.09 0.8462 – 0.75 2.29 97.71 0.75",
                        "",
                        "fumikura: version 1; seconds per page: detect 0.19, recognise 0.38",
                        "tesseract: version 1; seconds per page: detect 0.19, recognise 0.38");
    }

    private static String plain(String line) {
        return line.replaceAll(" +", " ").strip();
    }

    private static OcrReport.EngineResult result(String name, List<PageOutcome> pages) {
        return OcrReport.EngineResult.of(
                new PageReader() {
                    @Override
                    public String name() {
                        return name;
                    }

                    @Override
                    public String version() {
                        return "version 1";
                    }

                    @Override
                    public Reading read(io.fumikura.ocr.score.TruePage page) {
                        throw new AssertionError("nothing is read here");
                    }
                },
                pages);
    }

    private static PageOutcome withoutLayout(PageOutcome page) {
        return page(page.id(), page.kind(), page.text(), null, page.seconds());
    }

    private static PageOutcome page(
            String id,
            PageKind kind,
            TextScore text,
            @Nullable LayoutScore layout,
            double seconds) {
        return new PageOutcome(
                id,
                kind,
                text,
                layout,
                seconds,
                Map.of(OcrStage.DETECT, seconds / 4, OcrStage.RECOGNISE, seconds / 2));
    }
}
