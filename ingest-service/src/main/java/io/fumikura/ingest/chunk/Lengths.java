package io.fumikura.ingest.chunk;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How long texts are.
 *
 * @param tokens by text, without white space at its ends
 * @param maxTokens the longest text the model reads whole
 */
record Lengths(Map<String, Integer> tokens, int maxTokens, ChunkPolicy policy) {
    /** However long the headings are, so much is left for the text below them. */
    private static final int MIN_ROOM = 16;

    /** The line break below the headings. */
    private static final int BREAK = 1;

    /** White space around a text counts as a token each, which is the most it can be. */
    int of(String text) {
        String stripped = text.strip();
        int around = text.length() - stripped.length();
        return stripped.isEmpty()
                ? 0
                : around + Objects.requireNonNull(tokens.get(stripped), "not counted");
    }

    int of(List<Piece> pieces) {
        return pieces.stream().mapToInt(piece -> of(piece.text())).sum();
    }

    /** Most tokens below the headings of a section. */
    int room(Section section) {
        int whole = Math.min(policy.max(), maxTokens) - of(section.path()) - BREAK;
        return Math.max(MIN_ROOM, whole);
    }

    /** Tokens below the headings at which a passage is closed. */
    int target(Section section) {
        return Math.min(policy.target(), room(section));
    }
}
