package io.fumikura.inference.text;

import org.jspecify.annotations.Nullable;

/**
 * One token of a text, to be looked at.
 *
 * @param text the piece of the text it stands for; its name, where it is a special token
 * @param special put there by the tokeniser, not by the text
 * @param start of the piece, in code points of prefix and text; null for a special token
 * @param stop the first code point after the piece
 */
public record TextToken(
        long id, String text, boolean special, @Nullable Integer start, @Nullable Integer stop) {}
