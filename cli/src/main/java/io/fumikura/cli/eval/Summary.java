package io.fumikura.cli.eval;

import io.fumikura.cli.eval.Bootstrap.Interval;
import io.fumikura.cli.eval.EvalReport.AskedQuestion;
import io.fumikura.cli.eval.EvalReport.ModeResult;
import io.fumikura.cli.eval.EvalReport.Percentiles;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Many questions in a few numbers. */
final class Summary {
    private Summary() {}

    static ModeResult of(RetrievalMode mode, List<AskedQuestion> questions, double relevanceFloor) {
        Map<Metric, Interval> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            metrics.put(
                    metric,
                    Bootstrap.mean(
                            questions.stream()
                                    .mapToDouble(
                                            question ->
                                                    question.metrics().getOrDefault(metric, 0.0))
                                    .toArray()));
        }
        double[] seconds = questions.stream().mapToDouble(q -> q.ms() / 1000).toArray();
        long degraded = questions.stream().filter(q -> !q.degraded().isEmpty()).count();
        return new ModeResult(
                mode,
                metrics,
                percentiles(seconds),
                stages(questions),
                (int) degraded,
                NotFound.of(questions, relevanceFloor).orElse(null),
                List.copyOf(questions));
    }

    private static Map<String, Percentiles> stages(List<AskedQuestion> questions) {
        Map<String, Percentiles> stages = new LinkedHashMap<>();
        questions.stream()
                .flatMap(question -> question.stagesMs().keySet().stream())
                .distinct()
                .forEach(stage -> stages.put(stage, percentiles(times(questions, stage))));
        return stages;
    }

    private static double[] times(List<AskedQuestion> questions, String stage) {
        return questions.stream()
                .flatMap(question -> Stream.ofNullable(question.stagesMs().get(stage)))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** By nearest rank. */
    static Percentiles percentiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Percentiles(at(sorted, 0.5), at(sorted, 0.95));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
