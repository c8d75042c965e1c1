package io.fumikura.cli.eval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.cli.eval.Bootstrap.Interval;
import io.fumikura.cli.eval.EvalReport.AskedQuestion;
import io.fumikura.cli.eval.EvalReport.ModeResult;
import io.fumikura.cli.eval.EvalReport.SetResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two reports, question by question, for every set and mode that both have. What only one of them
 * asked is left out. The interval is that of the difference of the same questions, which is much
 * narrower than the two intervals would suggest.
 *
 * @param earlier when the report it is compared with was made
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
record Comparison(Instant earlier, List<Difference> differences) {
    /** By which questions are called better or worse. */
    static final Metric DECIDING = Metric.NDCG_10;

    /**
     * @param metrics later minus earlier
     * @param better questions whose nDCG@10 is higher now
     * @param changed the questions whose nDCG@10 is another now, the greatest loss first
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Difference(
            String set,
            RetrievalMode mode,
            int questions,
            Map<Metric, Interval> metrics,
            int better,
            int worse,
            List<ChangedQuestion> changed) {}

    /** A question with its nDCG@10 and the first documents before and after. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ChangedQuestion(
            String id,
            String text,
            double before,
            double after,
            List<String> topBefore,
            List<String> topAfter) {
        double difference() {
            return after - before;
        }
    }

    private record Pair(AskedQuestion before, AskedQuestion after) {
        double difference(Metric metric) {
            return after.metrics().getOrDefault(metric, 0.0)
                    - before.metrics().getOrDefault(metric, 0.0);
        }

        ChangedQuestion changed() {
            return new ChangedQuestion(
                    after.id(),
                    after.text(),
                    before.metrics().getOrDefault(DECIDING, 0.0),
                    after.metrics().getOrDefault(DECIDING, 0.0),
                    before.top(),
                    after.top());
        }
    }

    static Comparison of(EvalReport earlier, EvalReport later) {
        List<Difference> differences = new ArrayList<>();
        for (SetResult after : later.sets()) {
            for (SetResult before : earlier.sets()) {
                if (after.name().equals(before.name())) {
                    differences.addAll(differences(before, after));
                }
            }
        }
        return new Comparison(earlier.createdAt(), differences);
    }

    private static List<Difference> differences(SetResult before, SetResult after) {
        List<Difference> differences = new ArrayList<>();
        for (ModeResult now : after.modes()) {
            before.modes().stream()
                    .filter(then -> then.mode() == now.mode())
                    .map(then -> pairs(then.questions(), now.questions()))
                    .filter(pairs -> !pairs.isEmpty())
                    .map(pairs -> difference(after.name(), now.mode(), pairs))
                    .forEach(differences::add);
        }
        return differences;
    }

    private static List<Pair> pairs(List<AskedQuestion> before, List<AskedQuestion> after) {
        Map<String, AskedQuestion> earlier = new HashMap<>();
        before.forEach(question -> earlier.put(question.id(), question));
        List<Pair> pairs = new ArrayList<>();
        for (AskedQuestion question : after) {
            AskedQuestion same = earlier.get(question.id());
            if (same != null) {
                pairs.add(new Pair(same, question));
            }
        }
        return pairs;
    }

    private static Difference difference(String set, RetrievalMode mode, List<Pair> pairs) {
        Map<Metric, Interval> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            metrics.put(
                    metric,
                    Bootstrap.mean(
                            pairs.stream().mapToDouble(pair -> pair.difference(metric)).toArray()));
        }
        List<ChangedQuestion> changed =
                pairs.stream()
                        .map(Pair::changed)
                        .filter(question -> question.difference() != 0)
                        .sorted(Comparator.comparingDouble(ChangedQuestion::difference))
                        .toList();
        int better = (int) changed.stream().filter(question -> question.difference() > 0).count();
        return new Difference(
                set, mode, pairs.size(), metrics, better, changed.size() - better, changed);
    }
}
