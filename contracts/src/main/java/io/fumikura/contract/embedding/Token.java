package io.fumikura.contract.embedding;

import org.jspecify.annotations.Nullable;

/**
 * One token of TEI's {@code /tokenize} answer.
 *
 * @param id in the model's vocabulary
 * @param text the piece of the text it stands for; its name, where it is a special token
 * @param special put there by the tokeniser, not by the text
 * @param start of the piece, in characters (Unicode code points) of prefix and text; null for a
 *     special token
 * @param stop the first character after the piece
 */
public record Token(
        long id, String text, boolean special, @Nullable Integer start, @Nullable Integer stop) {}
