package io.fumikura.reranker;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.serving.ModelCall;
import io.fumikura.serving.TextLimits;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Orders passages by how well they answer a query: check → tokenise as pairs → queue → compute →
 * sort. Every failure leaves as a {@link ServiceException}. A caller that cancels frees its place
 * in the queue.
 */
public final class Reranker {
    private final ModelCall model;
    private final Duration deadline;
    private final TextLimits limits;

    public Reranker(ModelCall model, RerankerConfig config, TextLimits limits) {
        this.model = model;
        this.deadline = config.limits().deadline();
        this.limits = limits;
    }

    /**
     * All passages of the question, best first. Equal ones are computed once: the last digits of a
     * score depend on its place in the batch, and equal passages must not be told apart by them.
     */
    public Uni<Ranking> rank(Question question) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(question.passages()));
        return model.run(
                        new ModelCall.Ask(
                                Lane.INTERACTIVE,
                                question.passages().size(),
                                () -> check(question),
                                encoder -> encode(encoder, question, distinct),
                                deadline))
                .map(result -> Ranking.of(forEach(question.passages(), distinct, result)));
    }

    private static TextResult forEach(
            List<String> passages, List<String> distinct, TextResult result) {
        Map<String, float[]> rows = new HashMap<>();
        for (int i = 0; i < distinct.size(); i++) {
            rows.put(distinct.get(i), result.rows().get(i));
        }
        return new TextResult(passages.stream().map(rows::get).toList(), result.cost());
    }

    private void check(Question question) {
        limits.checkCount(question.passages().size());
        limits.checkLength("The query", question.query());
        limits.checkEach(question.passages());
    }

    private static List<Encoded> encode(
            TextEncoder encoder, Question question, List<String> distinct) {
        List<Encoded> inputs = new ArrayList<>(distinct.size());
        for (String passage : distinct) {
            Encoded input = encode(encoder, question, passage);
            if (input.tokens() == 0) {
                throw new ServiceException(
                        ErrorCode.EMPTY_INPUT,
                        "The query and text %d (counted from 0) are empty"
                                .formatted(question.passages().indexOf(passage)));
            }
            if (input.truncated() && !question.truncate()) {
                throw new ServiceException(
                        ErrorCode.INVALID_REQUEST,
                        "The query and text %d (counted from 0) have %d tokens, the limit is %d"
                                .formatted(
                                        question.passages().indexOf(passage),
                                        input.fullLength(),
                                        encoder.limit()));
            }
            inputs.add(input);
        }
        return inputs;
    }

    private static Encoded encode(TextEncoder encoder, Question question, String passage) {
        Integer most = question.maxPassageTokens();
        return most == null
                ? encoder.encodePair(question.query(), passage)
                : encoder.encodePair(question.query(), passage, most);
    }
}
