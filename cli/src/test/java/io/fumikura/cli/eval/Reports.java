package io.fumikura.cli.eval;

import io.fumikura.cli.eval.EvalReport.AskedQuestion;
import io.fumikura.cli.eval.EvalReport.SetResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reports for tests: one set, one mode, questions q0, q1, … found at the given ranks. */
final class Reports {
    private Reports() {}

    static EvalReport foundAt(int... ranks) {
        List<AskedQuestion> questions = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            questions.add(question("q" + i, ranks[i]));
        }
        return new EvalReport(
                Instant.EPOCH,
                Map.of("embedding", Map.of("model_id", "mini")),
                Map.of(),
                2,
                false,
                List.of(
                        new SetResult(
                                "set",
                                12,
                                ranks.length,
                                0,
                                1.5,
                                List.of(Summary.of(RetrievalMode.HYBRID_RERANK, questions, -6)))),
                null);
    }

    private static AskedQuestion question(String id, int rank) {
        List<String> ranking = new ArrayList<>();
        for (int i = 1; i < rank; i++) {
            ranking.add("x" + i);
        }
        ranking.add("a");
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            metrics.put(metric, metric.of(ranking, Map.of("a", 1)));
        }
        return new AskedQuestion(
                id,
                "<b>何</b> & " + id,
                metrics,
                ranking,
                20,
                Map.of("retrieval", 5.0, "rerank", 10.0, "total", 16.0),
                List.of(),
                null);
    }
}
