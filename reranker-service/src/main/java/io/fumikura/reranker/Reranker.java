package io.fumikura.reranker;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.batch.Overloaded;
import io.fumikura.inference.batch.ShuttingDown;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Scores passages for a query: check → tokenise as pairs → queue → compute. Every failure leaves as
 * a {@link ServiceException}. A caller that cancels frees its place in the queue.
 */
public final class Reranker {
    private final TextModel model;
    private final RerankerConfig config;

    public Reranker(TextModel model, RerankerConfig config) {
        this.model = model;
        this.config = config;
    }

    /**
     * One logit for each passage, in the order of the request.
     *
     * @param truncate cut what is too long (true) or refuse the call (false)
     */
    public Uni<TextResult> logits(String query, List<String> passages, boolean truncate) {
        checkLimits(query, passages);
        return Uni.createFrom()
                .completionStage(
                        () ->
                                model.run(
                                        Lane.INTERACTIVE,
                                        encoder -> encode(encoder, query, passages, truncate),
                                        config.limits().deadline()))
                .onFailure()
                .transform(Reranker::translate);
    }

    private void checkLimits(String query, List<String> passages) {
        int most = config.limits().maxTexts();
        if (passages.size() > most) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "There are %d texts, the limit is %d".formatted(passages.size(), most));
        }
        checkLength("The query", query);
        for (int i = 0; i < passages.size(); i++) {
            String name = "Text %d (counted from 0)".formatted(i);
            checkLength(name, passages.get(i));
            if (passages.get(i).isBlank()) {
                throw new ServiceException(ErrorCode.INVALID_REQUEST, name + " is empty");
            }
        }
    }

    private void checkLength(String name, String text) {
        if (text.length() > config.limits().maxCharacters()) {
            throw new ServiceException(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "%s has %d characters, the limit is %d"
                            .formatted(name, text.length(), config.limits().maxCharacters()));
        }
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

    /** The one place where what the model library throws becomes an error of this service. */
    private static ServiceException translate(Throwable failure) {
        if (failure instanceof ServiceException known) {
            return known;
        }
        if (failure instanceof Overloaded overloaded) {
            return ServiceException.overloaded(
                    "The model is busy: " + overloaded.getMessage(), overloaded.retryAfter());
        }
        if (failure instanceof TimeoutException) {
            return new ServiceException(
                    ErrorCode.DEADLINE_EXCEEDED, "The model did not get to this call in time");
        }
        if (failure instanceof ShuttingDown) {
            return new ServiceException(ErrorCode.NOT_READY, "The service is shutting down");
        }
        if (failure instanceof ModelFailure) {
            return new ServiceException(
                    ErrorCode.INFERENCE_FAILED, "The model failed on this input", failure);
        }
        return new ServiceException(
                ErrorCode.INTERNAL_ERROR,
                "Give the trace id to whoever runs this service",
                failure);
    }
}
