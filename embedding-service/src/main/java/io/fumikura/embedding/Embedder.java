package io.fumikura.embedding;

import io.fumikura.contract.embedding.EmbeddingInput;
import io.fumikura.contract.embedding.EmbeddingInput.Texts;
import io.fumikura.contract.embedding.EmbeddingInput.TokenIds;
import io.fumikura.contract.embedding.InputKind;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.serving.ModelCall;
import io.fumikura.serving.TextLimits;
import io.fumikura.serving.TokenizeResource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns texts or token ids into vectors: check → tokenise → queue → compute. Every failure leaves
 * as a {@link ServiceException}. A caller that cancels frees its place in the queue.
 */
public final class Embedder {
    private final ModelCall model;
    private final EmbeddingConfig config;
    private final TextLimits limits;

    public Embedder(ModelCall model, EmbeddingConfig config, TextLimits limits) {
        this.model = model;
        this.config = config;
        this.limits = limits;
    }

    /**
     * @param kind of texts; token ids have none
     * @param truncate cut a text that is too long (true) or refuse the call (false); token ids that
     *     are too long are always refused, because a cut may take away what the model needs at the
     *     end
     */
    public Uni<TextResult> embed(
            Lane lane, EmbeddingInput input, InputKind kind, boolean truncate) {
        return model.run(
                new ModelCall.Ask(
                        lane,
                        input.size(),
                        () -> check(input),
                        encoder -> encode(encoder, input, kind, truncate),
                        deadline(lane)));
    }

    private void check(EmbeddingInput input) {
        limits.checkCount(input.size());
        if (input instanceof Texts texts) {
            limits.checkEach(texts.texts());
        }
    }

    private Duration deadline(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> config.limits().deadline();
            case BULK -> config.kafka().deadline();
        };
    }

    private static List<Encoded> encode(
            TextEncoder encoder, EmbeddingInput input, InputKind kind, boolean truncate) {
        return input instanceof TokenIds tokens
                ? GivenTokens.encode(encoder, tokens.ids())
                : encode(encoder, ((Texts) input).texts(), kind, truncate);
    }

    private static List<Encoded> encode(
            TextEncoder encoder, List<String> texts, InputKind kind, boolean truncate) {
        List<Encoded> inputs = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Encoded input = encoder.encode(texts.get(i), TokenizeResource.kind(kind));
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
