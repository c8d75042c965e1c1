package io.fumikura.serving;

import io.fumikura.contract.embedding.TokenCountsApi;
import io.fumikura.contract.embedding.TokenCountsRequest;
import io.fumikura.contract.embedding.TokenCountsResponse;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.inference.text.TextKind;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Counts the tokens of documents' parts; the model itself is not asked. */
public class TokenCountsResource implements TokenCountsApi {
    /**
     * Many sentences, because counting them costs next to nothing; their characters are bounded.
     */
    static final int MAX_TEXTS = 1024;

    private final ModelCall model;
    private final TextLimits limits;

    TokenCountsResource(ModelCall model, TextLimits limits) {
        this.model = model;
        this.limits = new TextLimits(MAX_TEXTS, limits.maxCharacters());
    }

    @Override
    public Uni<TokenCountsResponse> count(TokenCountsRequest body) {
        limits.checkCount(body.texts().size());
        limits.checkEach(body.texts());
        limits.checkTogether(body.texts());
        return model.tokenize(encoder -> counts(encoder, body.texts()));
    }

    private static TokenCountsResponse counts(TextEncoder encoder, List<String> texts) {
        int around = length(encoder, "");
        return new TokenCountsResponse(
                texts.stream().map(text -> Math.max(0, length(encoder, text) - around)).toList(),
                Math.max(0, encoder.limit() - around));
    }

    private static int length(TextEncoder encoder, String text) {
        return encoder.encode(text, TextKind.PASSAGE).fullLength();
    }
}
