package io.fumikura.embedding;

import io.fumikura.contract.embedding.InputKind;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.inference.text.TextKind;
import io.fumikura.serving.ModelCall;
import io.fumikura.serving.TextLimits;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns texts into vectors: check → tokenise → queue → compute. Every failure leaves as a {@link
 * ServiceException}. A caller that cancels frees its place in the queue.
 */
public final class Embedder {
    private final TextModel model;
    private final EmbeddingConfig config;
    private final TextLimits limits;

    public Embedder(TextModel model, EmbeddingConfig config) {
        this.model = model;
        this.config = config;
        this.limits = new TextLimits(config.limits().maxTexts(), config.limits().maxCharacters());
    }

    /**
     * @param truncate cut a text that is too long (true) or refuse the call (false)
     */
    public Uni<TextResult> embed(Lane lane, List<String> texts, InputKind kind, boolean truncate) {
        limits.checkCount(texts);
        limits.checkEach(texts);
        return ModelCall.run(
                model, lane, encoder -> encode(encoder, texts, kind, truncate), deadline(lane));
    }

    private Duration deadline(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> config.limits().deadline();
            case BULK -> config.kafka().deadline();
        };
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
                throw TextLimits.empty(i);
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
}
