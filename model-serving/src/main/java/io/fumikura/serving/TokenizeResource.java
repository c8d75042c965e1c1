package io.fumikura.serving;

import io.fumikura.contract.embedding.InputKind;
import io.fumikura.contract.embedding.Token;
import io.fumikura.contract.embedding.TokenizeApi;
import io.fumikura.contract.embedding.TokenizeRequest;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.inference.text.TextKind;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** TEI's {@code /tokenize}. */
public class TokenizeResource implements TokenizeApi {
    private final ModelCall model;
    private final TextLimits limits;

    TokenizeResource(ModelCall model, TextLimits limits) {
        this.model = model;
        this.limits = limits;
    }

    @Override
    public Uni<List<List<Token>>> tokenize(TokenizeRequest body) {
        limits.checkCount(body.inputs().size());
        limits.checkEach(body.inputs());
        limits.checkTogether(body.inputs());
        return model.tokenize(
                encoder ->
                        body.inputs().stream().map(text -> tokens(encoder, text, body)).toList());
    }

    private static List<Token> tokens(TextEncoder encoder, String text, TokenizeRequest body) {
        return encoder.tokens(text, kind(body.promptName()), body.addSpecialTokens()).stream()
                .map(t -> new Token(t.id(), t.text(), t.special(), t.start(), t.stop()))
                .toList();
    }

    /** What the wire calls a kind of text, in the words of the model library. */
    public static TextKind kind(InputKind kind) {
        return switch (kind) {
            case QUERY -> TextKind.QUERY;
            case DOCUMENT -> TextKind.PASSAGE;
        };
    }
}
