package io.fumikura.cli.ocr;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.ocr.OcrStage;
import io.fumikura.ocr.score.FoundScore;
import io.fumikura.ocr.score.LayoutScore;
import io.fumikura.ocr.score.OrderScore;
import io.fumikura.ocr.score.TextScore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one page, or of several as if they were one: what was counted and the rates of it.
 *
 * @param characterRecall the share of the characters that was read, in whatever order
 * @param orderError the share of the lines found that would have to be moved; null without layout
 * @param lines null without layout
 * @param cells null without layout, and where there is no table
 * @param secondsPerPage from the picture's file to its text
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Figures(
        int pages,
        int characters,
        int edits,
        double characterErrorRate,
        double characterRecall,
        double characterPrecision,
        @Nullable Double orderError,
        @Nullable Found lines,
        @Nullable Found cells,
        double secondsPerPage,
        Map<String, Double> stageSecondsPerPage) {
    /** What there was to find, and what of it was found. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Found(int expected, int found, int right, double precision, double recall, double f1) {
        static @Nullable Found of(FoundScore score) {
            return score.isEmpty()
                    ? null
                    : new Found(
                            score.expected(),
                            score.found(),
                            score.right(),
                            score.precision(),
                            score.recall(),
                            score.f1());
        }
    }

    /**
     * @param pages at least one
     */
    static Figures of(List<PageOutcome> pages) {
        TextScore text = TextScore.sum(pages.stream().map(PageOutcome::text).toList());
        List<LayoutScore> layouts =
                pages.stream().map(PageOutcome::layout).filter(Objects::nonNull).toList();
        LayoutScore layout = layouts.isEmpty() ? null : LayoutScore.sum(layouts);
        return new Figures(
                pages.size(),
                text.expected(),
                text.edits(),
                text.errorRate(),
                text.recall(),
                text.precision(),
                layout == null ? null : order(layout.order()),
                layout == null ? null : Found.of(layout.lines()),
                layout == null ? null : Found.of(layout.cells()),
                pages.stream().mapToDouble(PageOutcome::seconds).average().orElse(0),
                stages(pages));
    }

    /** Where no line was found there is no order to be right or wrong. */
    private static @Nullable Double order(OrderScore score) {
        return score.lines() == 0 ? null : score.errorRate();
    }

    private static Map<String, Double> stages(List<PageOutcome> pages) {
        Map<String, Double> mean = new LinkedHashMap<>();
        for (OcrStage stage : OcrStage.values()) {
            double sum =
                    pages.stream()
                            .mapToDouble(page -> page.stageSeconds().getOrDefault(stage, 0.0))
                            .sum();
            if (sum > 0) {
                mean.put(stage.name().toLowerCase(Locale.ROOT), sum / pages.size());
            }
        }
        return mean;
    }
}
