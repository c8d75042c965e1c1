package io.fumikura.ingest.chunk;

import java.util.ArrayList;
import java.util.List;

/** A passage while it is being filled. */
final class Passage {
    private final Section section;
    private final int page;
    private final int room;
    private final String lead;
    private final int leadTokens;
    private final List<Piece> pieces = new ArrayList<>();
    private int tokens;
    private int lastTokens;

    /**
     * @param room most tokens, without the headings
     * @param lead what is repeated in front, or empty
     */
    Passage(Unit unit, int room, String lead, int leadTokens) {
        this.section = unit.section();
        this.page = unit.page();
        this.room = room;
        this.lead = lead;
        this.leadTokens = leadTokens;
    }

    void add(Piece piece, int length) {
        pieces.add(piece);
        tokens += length;
        lastTokens = length;
    }

    /** Nothing is in it but what is repeated in front. */
    boolean isEmpty() {
        return pieces.isEmpty();
    }

    boolean continues(Unit unit) {
        return section == unit.section() && page == unit.page();
    }

    boolean standsBeside(Passage other) {
        return section == other.section && page == other.page;
    }

    boolean hasRoomFor(int more) {
        return total() + more <= room;
    }

    /** With what is repeated in front. */
    int total() {
        return leadTokens + tokens;
    }

    /** Without what is repeated in front. */
    int tokens() {
        return tokens;
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** Of the last piece, which may have been counted with an earlier part of the document. */
    int lastTokens() {
        return lastTokens;
    }

    void takeOver(List<Piece> more, int length) {
        pieces.addAll(more);
        tokens += length;
    }

    Chunk close() {
        StringBuilder body = new StringBuilder(lead);
        int firstLine = Integer.MAX_VALUE;
        int lastLine = 0;
        for (Piece piece : pieces) {
            body.append(piece.text());
            if (piece.place().page() == page) {
                firstLine = Math.min(firstLine, piece.place().firstLine());
                lastLine = Math.max(lastLine, piece.place().lastLine());
            }
        }
        return new Chunk(page, firstLine, lastLine, section.path(), body.toString().strip());
    }
}
