package io.fumikura.cli.eval;

import io.fumikura.cli.eval.Bootstrap.Interval;
import io.fumikura.cli.eval.Comparison.ChangedQuestion;
import io.fumikura.cli.eval.Comparison.Difference;
import io.fumikura.cli.eval.EvalReport.ModeResult;
import io.fumikura.cli.eval.EvalReport.SetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the marks of the page's plots are, in pixels; the template draws them. */
final class Plots {
    static final int WIDTH = 760;
    private static final int LEFT = 260;
    private static final int RIGHT = 60;
    private static final int ROW = 18;
    private static final int TOP = 24;
    private static final int CURVE_WIDTH = 230;
    private static final int CURVE_HEIGHT = 150;
    private static final int CURVE_MARGIN = 34;
    private static final int CHANGE_HEIGHT = 70;
    private static final List<Metric> RECALL =
            List.of(Metric.RECALL_1, Metric.RECALL_5, Metric.RECALL_10, Metric.RECALL_50);
    private static final List<String> STAGES = List.of("embedding", "retrieval", "rerank");

    private Plots() {}

    /** A line along the axis, with its label. */
    record Tick(double at, String label) {}

    /** A row of a plot: a mark and a line through it, or several bars after one another. */
    record Row(String label, String style, double y, double mark, List<Bar> bars, String value) {}

    record Bar(String style, double from, double width, String title) {}

    record RowPlot(int width, int height, int top, int bottom, List<Tick> ticks, List<Row> rows) {}

    /** Recall by depth, a line for each mode. */
    record CurvePlot(
            String title,
            int width,
            int height,
            List<Tick> across,
            List<Tick> up,
            List<Curve> curves) {}

    record Curve(String style, String points) {}

    /** A thin bar for each changed question, the greatest loss first. */
    record ChangePlot(int width, int height, double zero, List<ChangeBar> bars) {}

    record ChangeBar(String style, double x, double y, double width, double height, String title) {}

    static RowPlot intervals(EvalReport report) {
        double floor =
                Math.floor(
                                each(report).stream()
                                                .mapToDouble(m -> ndcg(m).low())
                                                .min()
                                                .orElse(0)
                                        * 20)
                        / 20;
        Scale scale = new Scale(floor, 1, LEFT, WIDTH - RIGHT);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= 4; i++) {
            double value = floor + (1 - floor) * i / 4;
            ticks.add(new Tick(scale.at(value), "%.3f".formatted(value)));
        }
        return rows(
                report,
                ticks,
                mode -> {
                    Interval interval = ndcg(mode);
                    double from = scale.at(interval.low());
                    Bar bar = new Bar("interval", from, scale.at(interval.high()) - from, "");
                    return new Marks(
                            scale.at(interval.mean()), List.of(bar), number(interval.mean()));
                });
    }

    /** Medians of the stages after one another; what lies between them is not drawn. */
    static RowPlot stages(EvalReport report) {
        double most =
                each(report).stream()
                        .mapToDouble(m -> STAGES.stream().mapToDouble(s -> median(m, s)).sum())
                        .max()
                        .orElse(1);
        Scale scale = new Scale(0, Math.max(1, most), LEFT, WIDTH - RIGHT);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= 4; i++) {
            ticks.add(new Tick(scale.at(most * i / 4), "%.0f ms".formatted(most * i / 4)));
        }
        return rows(
                report,
                ticks,
                mode -> {
                    List<Bar> bars = new ArrayList<>();
                    double sum = 0;
                    for (String stage : STAGES) {
                        double ms = median(mode, stage);
                        double from = scale.at(sum);
                        sum += ms;
                        bars.add(
                                new Bar(
                                        stage,
                                        from,
                                        scale.at(sum) - from,
                                        "%s %.1f ms".formatted(stage, ms)));
                    }
                    return new Marks(-10, bars, "%.0f ms".formatted(sum));
                });
    }

    static CurvePlot recall(SetResult set) {
        Scale across = new Scale(0, RECALL.size() - 1, CURVE_MARGIN, CURVE_WIDTH - 10);
        Scale up = new Scale(1, 0, 10, CURVE_HEIGHT - CURVE_MARGIN);
        List<Tick> depths = new ArrayList<>();
        for (int i = 0; i < RECALL.size(); i++) {
            depths.add(new Tick(across.at(i), RECALL.get(i).wireName().replace("recall", "")));
        }
        List<Tick> shares =
                List.of(
                        new Tick(up.at(0), "0"),
                        new Tick(up.at(0.5), "0.5"),
                        new Tick(up.at(1), "1"));
        List<Curve> curves =
                set.modes().stream()
                        .map(mode -> new Curve(style(mode), points(mode.metrics(), across, up)))
                        .toList();
        return new CurvePlot(set.name(), CURVE_WIDTH, CURVE_HEIGHT, depths, shares, curves);
    }

    static ChangePlot changes(Difference difference) {
        List<ChangedQuestion> changed = difference.changed();
        double width = (double) WIDTH / Math.max(1, changed.size());
        double zero = CHANGE_HEIGHT / 2.0;
        List<ChangeBar> bars = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            double by = changed.get(i).difference();
            double height = Math.abs(by) * zero;
            bars.add(
                    new ChangeBar(
                            by > 0 ? "better" : "worse",
                            round(i * width),
                            round(by > 0 ? zero - height : zero),
                            round(Math.max(0.5, Math.min(width, 12) - 0.5)),
                            round(height),
                            "%s %+.3f".formatted(changed.get(i).id(), by)));
        }
        return new ChangePlot(WIDTH, CHANGE_HEIGHT, zero, bars);
    }

    static String style(ModeResult mode) {
        return mode.mode().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Marks(double mark, List<Bar> bars, String value) {}

    private record Scale(double low, double high, double from, double to) {
        double at(double value) {
            double share = high == low ? 0 : (value - low) / (high - low);
            return round(from + share * (to - from));
        }
    }

    private static RowPlot rows(
            EvalReport report, List<Tick> ticks, Function<ModeResult, Marks> marks) {
        List<Row> rows = new ArrayList<>();
        int y = TOP + ROW / 2;
        for (SetResult set : report.sets()) {
            for (ModeResult mode : set.modes()) {
                Marks drawn = marks.apply(mode);
                rows.add(
                        new Row(
                                set.name() + "  " + mode.mode().wireName(),
                                style(mode),
                                y,
                                drawn.mark(),
                                drawn.bars(),
                                drawn.value()));
                y += ROW;
            }
            y += ROW / 2;
        }
        return new RowPlot(WIDTH, y + TOP, TOP, y, ticks, rows);
    }

    private static String points(Map<Metric, Interval> metrics, Scale across, Scale up) {
        List<String> points = new ArrayList<>();
        for (int i = 0; i < RECALL.size(); i++) {
            Interval interval = metrics.get(RECALL.get(i));
            if (interval != null) {
                points.add(across.at(i) + "," + up.at(interval.mean()));
            }
        }
        return points.stream().collect(Collectors.joining(" "));
    }

    private static List<ModeResult> each(EvalReport report) {
        return report.sets().stream().flatMap(set -> set.modes().stream()).toList();
    }

    private static Interval ndcg(ModeResult mode) {
        return mode.metrics().getOrDefault(Metric.NDCG_10, new Interval(0, 0, 0));
    }

    private static double median(ModeResult mode, String stage) {
        EvalReport.Percentiles times = mode.stagesMs().get(stage);
        return times == null ? 0 : times.p50();
    }

    private static String number(double value) {
        return "%.4f".formatted(value);
    }

    private static double round(double pixels) {
        return Math.round(pixels * 10) / 10.0;
    }
}
