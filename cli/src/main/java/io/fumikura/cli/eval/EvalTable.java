package io.fumikura.cli.eval;

import io.fumikura.cli.eval.Bootstrap.Interval;
import io.fumikura.cli.eval.EvalReport.ModeResult;
import io.fumikura.cli.eval.EvalReport.SetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as a terminal shows it: a line for each set and mode. */
final class EvalTable {
    private static final String ROW = "%-24s %-14s %s %14s";

    private EvalTable() {}

    static List<String> lines(EvalReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("set (documents, questions)", "mode", header(), "s/query p50 p95"));
        for (SetResult set : report.sets()) {
            for (ModeResult mode : set.modes()) {
                lines.add(
                        ROW.formatted(
                                        "%s (%d, %d)"
                                                .formatted(
                                                        set.name(),
                                                        set.documents(),
                                                        set.questions()),
                                        mode.mode().wireName(),
                                        cells(mode.metrics(), false),
                                        "%.3f %.3f"
                                                .formatted(
                                                        mode.secondsPerQuery().p50(),
                                                        mode.secondsPerQuery().p95()))
                                + degraded(mode));
            }
        }
        report.sets().forEach(set -> lines.addAll(notFound(set)));
        Comparison against = report.against();
        if (against != null) {
            lines.add("");
            lines.add("difference to the report of " + against.earlier());
            for (Comparison.Difference difference : against.differences()) {
                lines.add(
                        ROW.formatted(
                                "%s (%d)".formatted(difference.set(), difference.questions()),
                                difference.mode().wireName(),
                                cells(difference.metrics(), true),
                                "+%d −%d".formatted(difference.better(), difference.worse())));
            }
        }
        return lines;
    }

    private static List<String> notFound(SetResult set) {
        List<String> lines = new ArrayList<>();
        for (ModeResult mode : set.modes()) {
            NotFound notFound = mode.notFound();
            if (notFound == null) {
                continue;
            }
            lines.add("");
            lines.add(
                    "%s, %s: \"not in the documents\" is said below a logit of"
                            .formatted(set.name(), mode.mode().wireName()));
            lines.add(floor(notFound.chosen()) + ", which is the one in use");
            notFound.costing().forEach(floor -> lines.add(floor(floor)));
        }
        return lines;
    }

    private static String floor(NotFound.Floor floor) {
        return String.format(
                Locale.ROOT,
                "%7.2f: of %.1f %% of the questions; of %.1f %% with their documents taken away, of"
                        + " %.1f %% with all of their titles",
                floor.logit(),
                100 * floor.saidWrongly(),
                100 * floor.saidOfNear(),
                100 * floor.saidOfFar());
    }

    private static String degraded(ModeResult mode) {
        return mode.degraded() == 0 ? "" : "  %d degraded!".formatted(mode.degraded());
    }

    private static String header() {
        StringBuilder line = new StringBuilder();
        for (Metric metric : Metric.values()) {
            line.append("%-18s".formatted(metric.wireName()));
        }
        return line.toString();
    }

    private static String cells(Map<Metric, Interval> metrics, boolean signed) {
        StringBuilder line = new StringBuilder();
        for (Metric metric : Metric.values()) {
            Interval interval = metrics.get(metric);
            line.append("%-18s".formatted(interval == null ? "" : cell(interval, signed)));
        }
        return line.toString();
    }

    /** {@code 0.9412 .932–.950}; differences with their signs. */
    static String cell(Interval interval, boolean signed) {
        return signed
                ? String.format(
                        Locale.ROOT,
                        "%+.4f %s…%s",
                        interval.mean(),
                        brief(interval.low(), true),
                        brief(interval.high(), true))
                : String.format(
                        Locale.ROOT,
                        "%.4f %s–%s",
                        interval.mean(),
                        brief(interval.low(), false),
                        brief(interval.high(), false));
    }

    private static String brief(double value, boolean signed) {
        return String.format(Locale.ROOT, signed ? "%+.3f" : "%.3f", value)
                .replaceFirst("^([+-]?)0\\.", "$1.");
    }
}
