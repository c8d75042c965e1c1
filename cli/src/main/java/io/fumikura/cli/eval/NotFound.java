package io.fumikura.cli.eval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.cli.eval.EvalReport.AskedQuestion;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How well the reranker's best logit tells whether the documents hold the answer. Each question is
 * judged three times: with the documents that answer it, as if they had been taken away, and as if
 * everything of their titles had been.
 *
 * @param chosen the floor the services go by, and what it does
 * @param costing for each share of questions that may be told wrongly that there is no answer, the
 *     highest floor that keeps to it: for choosing one, on questions that nothing is measured on
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
record NotFound(Floor chosen, List<Floor> costing) {
    /** What is told wrongly, at most. */
    private static final List<Double> COSTS = List.of(0.0, 0.005, 0.01, 0.02, 0.05);

    /**
     * A logit, and the shares of questions whose best passage is below it.
     *
     * @param saidWrongly of those whose documents are there
     * @param saidOfNear of those whose documents have been taken away
     * @param saidOfFar of those that have nothing left under the same title
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Floor(double logit, double saidWrongly, double saidOfNear, double saidOfFar) {}

    /**
     * The best logits of one question, among as many passages as an answer is written from.
     *
     * @param without when the documents that answer it are left out
     * @param apart when all of their titles are
     */
    record Best(double with, double without, double apart) {}

    /** Empty where nothing was reranked. */
    static Optional<NotFound> of(List<AskedQuestion> questions, double floor) {
        List<Best> scored =
                questions.stream()
                        .flatMap(question -> Stream.ofNullable(question.bestLogits()))
                        .toList();
        if (scored.isEmpty()) {
            return Optional.empty();
        }
        double[] with = scored.stream().mapToDouble(Best::with).sorted().toArray();
        return Optional.of(
                new NotFound(
                        at(floor, scored),
                        COSTS.stream()
                                .map(cost -> with[(int) Math.floor(cost * with.length)])
                                .map(logit -> at(logit, scored))
                                .toList()));
    }

    private static Floor at(double logit, List<Best> scored) {
        return new Floor(
                logit,
                below(logit, scored, Best::with),
                below(logit, scored, Best::without),
                below(logit, scored, Best::apart));
    }

    private static double below(double logit, List<Best> scored, ToDoubleFunction<Best> which) {
        long count = scored.stream().mapToDouble(which).filter(best -> best < logit).count();
        return (double) count / scored.size();
    }
}
