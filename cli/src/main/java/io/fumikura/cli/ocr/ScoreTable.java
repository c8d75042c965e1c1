package io.fumikura.cli.ocr;

import io.fumikura.cli.ocr.OcrReport.EngineResult;
import io.fumikura.cli.ocr.OcrReport.KindResult;
import io.fumikura.cli.ocr.OcrReport.PageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The report as a terminal shows it: a line for each page and kind, engines beside each other. */
public final class ScoreTable {
    private static final String NOTHING = "–";

    private ScoreTable() {}

    public static List<String> lines(OcrReport report) {
        EngineResult first = report.engines().get(0);
        List<String> lines = new ArrayList<>();
        StringBuilder names = new StringBuilder("%-23s %-17s %6s".formatted("", "", ""));
        StringBuilder heads = new StringBuilder(start("page", "kind", "chars"));
        for (EngineResult engine : report.engines()) {
            String head = head(engine);
            names.append(("  %-" + head.length() + "s").formatted(engine.engine()));
            heads.append("  ").append(head);
        }
        lines.add(names.toString().stripTrailing());
        lines.add(heads.toString());
        for (int i = 0; i < first.pages().size(); i++) {
            PageResult page = first.pages().get(i);
            int at = i;
            lines.add(
                    row(
                            start(page.id(), page.kind().words(), page.figures().characters()),
                            report,
                            engine -> engine.pages().get(at).figures()));
        }
        lines.add("");
        for (int i = 0; i < first.kinds().size(); i++) {
            KindResult kind = first.kinds().get(i);
            int at = i;
            lines.add(
                    row(
                            start(
                                    count(kind.figures()),
                                    kind.kind().words(),
                                    kind.figures().characters()),
                            report,
                            engine -> engine.kinds().get(at).figures()));
        }
        lines.add(
                row(
                        start(count(first.all()), "all", first.all().characters()),
                        report,
                        EngineResult::all));
        lines.add("");
        report.engines().forEach(engine -> lines.add(engine(engine)));
        return lines;
    }

    private static String count(Figures figures) {
        return figures.pages() + (figures.pages() == 1 ? " page" : " pages");
    }

    private static String start(String page, String kind, Object characters) {
        return "%-23s %-17s %6s".formatted(page, kind, characters);
    }

    /** A reader that tells no places has no columns for them. */
    private static boolean tellsPlaces(EngineResult engine) {
        return engine.all().lines() != null;
    }

    private static String head(EngineResult engine) {
        return "%7s %8s".formatted("CER %", "recall %")
                + (tellsPlaces(engine)
                        ? " %8s %8s %8s".formatted("order %", "line F1", "cell F1")
                        : "")
                + " %7s".formatted("s/page");
    }

    private static String row(String start, OcrReport report, Function<EngineResult, Figures> of) {
        StringBuilder line = new StringBuilder(start);
        for (EngineResult engine : report.engines()) {
            line.append("  ").append(cells(of.apply(engine), tellsPlaces(engine)));
        }
        return line.toString();
    }

    private static String cells(Figures figures, boolean places) {
        return "%7s %8s"
                        .formatted(
                                percent(figures.characterErrorRate()),
                                percent(figures.characterRecall()))
                + (places
                        ? " %8s %8s %8s"
                                .formatted(
                                        percent(figures.orderError()),
                                        f1(figures.lines()),
                                        f1(figures.cells()))
                        : "")
                + " %7s".formatted(number("%.2f", figures.secondsPerPage()));
    }

    private static String percent(@Nullable Double share) {
        return share == null ? NOTHING : number("%.2f", 100 * share);
    }

    private static String f1(Figures.@Nullable Found found) {
        return found == null ? NOTHING : number("%.4f", found.f1());
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String engine(EngineResult engine) {
        List<String> stages = new ArrayList<>();
        for (Map.Entry<String, Double> stage : engine.all().stageSecondsPerPage().entrySet()) {
            stages.add(
                    stage.getKey()
                            + " "
                            + number("%.2f", Objects.requireNonNull(stage.getValue())));
        }
        return "%s: %s%s"
                .formatted(
                        engine.engine(),
                        engine.version(),
                        stages.isEmpty() ? "" : "; seconds per page: " + String.join(", ", stages));
    }
}
