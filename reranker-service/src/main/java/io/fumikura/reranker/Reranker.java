package io.fumikura.reranker;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.serving.ModelCall;
import io.fumikura.serving.TextLimits;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores passages for a query: check → tokenise as pairs → queue → compute. Every failure leaves as
 * a {@link ServiceException}. A caller that cancels frees its place in the queue.
 */
public final class Reranker {
    private final TextModel model;
    private final Duration deadline;
    private final TextLimits limits;

    public Reranker(TextModel model, RerankerConfig config) {
        this.model = model;
        this.deadline = config.limits().deadline();
        this.limits = new TextLimits(config.limits().maxTexts(), config.limits().maxCharacters());
    }

    /**
     * One logit for each passage, in the order of the request.
     *
     * @param truncate cut what is too long (true) or refuse the call (false)
     */
    public Uni<TextResult> logits(String query, List<String> passages, boolean truncate) {
        limits.checkCount(passages);
        limits.checkLength("The query", query);
        limits.checkEach(passages);
        return ModelCall.run(
                model,
                Lane.INTERACTIVE,
                encoder -> encode(encoder, query, passages, truncate),
                deadline);
    }

    private static List<Encoded> encode(
            TextEncoder encoder, String query, List<String> passages, boolean truncate) {
        List<Encoded> inputs = new ArrayList<>(passages.size());
        for (int i = 0; i < passages.size(); i++) {
            Encoded input = encoder.encodePair(query, passages.get(i));
            if (input.tokens() == 0) {
                throw new ServiceException(
                        ErrorCode.INVALID_REQUEST,
                        "The query and text %d (counted from 0) are empty".formatted(i));
            }
            if (input.truncated() && !truncate) {
                throw new ServiceException(
                        ErrorCode.INVALID_REQUEST,
                        "The query and text %d (counted from 0) have %d tokens, the limit is %d"
                                .formatted(i, input.fullLength(), encoder.limit()));
            }
            inputs.add(input);
        }
        return inputs;
    }
}
