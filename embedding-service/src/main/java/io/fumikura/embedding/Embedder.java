package io.fumikura.embedding;

import io.fumikura.contract.embedding.InputKind;
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
import io.fumikura.inference.text.TextKind;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Turns texts into vectors: check → tokenise → queue → compute. Every failure leaves as a {@link
 * ServiceException}. A caller that cancels frees its place in the queue.
 */
public final class Embedder {
    private final TextModel model;
    private final EmbeddingConfig config;

    public Embedder(TextModel model, EmbeddingConfig config) {
        this.model = model;
        this.config = config;
    }

    /**
     * @param truncate cut a text that is too long (true) or refuse the call (false)
     */
    public Uni<TextResult> embed(Lane lane, List<String> texts, InputKind kind, boolean truncate) {
        checkLimits(texts);
        return Uni.createFrom()
                .completionStage(
                        () ->
                                model.run(
                                        lane,
                                        encoder -> encode(encoder, texts, kind, truncate),
                                        deadline(lane)))
                .onFailure()
                .transform(Embedder::translate);
    }

    private Duration deadline(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> config.limits().deadline();
            case BULK -> config.kafka().deadline();
        };
    }

    private void checkLimits(List<String> texts) {
        int most = config.limits().maxTexts();
        if (texts.size() > most) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "There are %d texts, the limit is %d".formatted(texts.size(), most));
        }
        for (int i = 0; i < texts.size(); i++) {
            int length = texts.get(i).length();
            if (length > config.limits().maxCharacters()) {
                throw new ServiceException(
                        ErrorCode.REQUEST_TOO_LARGE,
                        "Text %d (counted from 0) has %d characters, the limit is %d"
                                .formatted(i, length, config.limits().maxCharacters()));
            }
            if (texts.get(i).isBlank()) {
                throw empty(i);
            }
        }
    }

    private static List<Encoded> encode(
            TextEncoder encoder, List<String> texts, InputKind kind, boolean truncate) {
        TextKind textKind =
                switch (kind) {
                    case QUERY -> TextKind.QUERY;
                    case DOCUMENT -> TextKind.PASSAGE;
                };
        List<Encoded> inputs = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Encoded input = encoder.encode(texts.get(i), textKind);
            if (input.tokens() == 0) {
                throw empty(i);
            }
            if (input.truncated() && !truncate) {
                throw new ServiceException(
                        ErrorCode.INVALID_REQUEST,
                        "Text %d (counted from 0) has %d tokens, the limit is %d"
                                .formatted(i, input.fullLength(), encoder.limit()));
            }
            inputs.add(input);
        }
        return inputs;
    }

    private static ServiceException empty(int index) {
        return new ServiceException(
                ErrorCode.INVALID_REQUEST, "Text %d (counted from 0) is empty".formatted(index));
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
