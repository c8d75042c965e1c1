package io.fumikura.cli.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fumikura.cli.eval.Bootstrap.Interval;
import io.fumikura.cli.eval.Comparison.ChangedQuestion;
import io.fumikura.cli.eval.Comparison.Difference;
import io.fumikura.cli.eval.EvalReport.ModeResult;
import io.fumikura.cli.eval.EvalReport.Percentiles;
import io.fumikura.cli.eval.EvalReport.SetResult;
import io.fumikura.cli.eval.Plots.ChangePlot;
import io.fumikura.cli.eval.Plots.CurvePlot;
import io.fumikura.cli.eval.Plots.RowPlot;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The report as one HTML page that needs nothing besides itself. */
final class EvalPage {
    private static final int SHOWN_CHANGES = 15;

    private EvalPage() {}

    record Page(
            String createdAt,
            int clients,
            Map<String, Map<String, String>> models,
            Map<String, String> settings,
            List<String> metrics,
            List<Line> lines,
            RowPlot intervals,
            List<CurvePlot> recall,
            RowPlot stages,
            String earlier,
            List<Change> changes) {}

    /** A row of the table. */
    record Line(
            String set,
            long documents,
            int questions,
            String mode,
            String style,
            List<String> cells,
            String seconds,
            int degraded) {}

    /** What is shown of the comparison for one set and mode. */
    record Change(
            String set,
            String mode,
            int questions,
            int better,
            int worse,
            List<String> cells,
            ChangePlot plot,
            List<Shown> shown) {}

    record Shown(
            String id,
            String text,
            String before,
            String after,
            String topBefore,
            String topAfter) {}

    static void write(EvalReport report, Path file) throws IOException {
        Files.writeString(file, html(report), UTF_8);
    }

    static String html(EvalReport report) throws IOException {
        Engine engine =
                Engine.builder()
                        .addDefaults()
                        .addValueResolver(new ReflectionValueResolver())
                        .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                        .build();
        try (InputStream source =
                Objects.requireNonNull(EvalPage.class.getResourceAsStream("eval.html"))) {
            Template template =
                    engine.parse(
                            new String(source.readAllBytes(), UTF_8),
                            Variant.forContentType(Variant.TEXT_HTML));
            return template.data("page", page(report)).render();
        }
    }

    private static Page page(EvalReport report) {
        Comparison against = report.against();
        return new Page(
                report.createdAt().toString(),
                report.clients(),
                report.models(),
                report.settings(),
                Stream.of(Metric.values()).map(Metric::wireName).toList(),
                lines(report),
                Plots.intervals(report),
                report.sets().stream().map(Plots::recall).toList(),
                Plots.stages(report),
                against == null ? "" : against.earlier().toString(),
                against == null
                        ? List.of()
                        : against.differences().stream().map(EvalPage::change).toList());
    }

    private static List<Line> lines(EvalReport report) {
        List<Line> lines = new ArrayList<>();
        for (SetResult set : report.sets()) {
            for (ModeResult mode : set.modes()) {
                Percentiles seconds = mode.secondsPerQuery();
                lines.add(
                        new Line(
                                set.name(),
                                set.documents(),
                                set.questions(),
                                mode.mode().wireName(),
                                Plots.style(mode),
                                cells(mode.metrics(), false),
                                "%.3f / %.3f".formatted(seconds.p50(), seconds.p95()),
                                mode.degraded()));
            }
        }
        return lines;
    }

    private static Change change(Difference difference) {
        List<ChangedQuestion> changed = difference.changed();
        int half = Math.min(SHOWN_CHANGES, (changed.size() + 1) / 2);
        List<ChangedQuestion> most = new ArrayList<>(changed.subList(0, half));
        most.addAll(
                changed.subList(Math.max(half, changed.size() - SHOWN_CHANGES), changed.size()));
        return new Change(
                difference.set(),
                difference.mode().wireName(),
                difference.questions(),
                difference.better(),
                difference.worse(),
                cells(difference.metrics(), true),
                Plots.changes(difference),
                most.stream().map(EvalPage::shown).toList());
    }

    private static Shown shown(ChangedQuestion question) {
        return new Shown(
                question.id(),
                question.text(),
                "%.3f".formatted(question.before()),
                "%.3f".formatted(question.after()),
                first(question.topBefore()),
                first(question.topAfter()));
    }

    private static String first(List<String> top) {
        return top.stream().limit(3).reduce("", (all, id) -> all.isEmpty() ? id : all + ", " + id);
    }

    private static List<String> cells(Map<Metric, Interval> metrics, boolean signed) {
        return Stream.of(Metric.values())
                .map(metric -> metrics.get(metric))
                .map(interval -> interval == null ? "" : EvalTable.cell(interval, signed))
                .toList();
    }
}
