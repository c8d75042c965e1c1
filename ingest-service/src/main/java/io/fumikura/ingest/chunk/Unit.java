package io.fumikura.ingest.chunk;

import java.util.List;

/**
 * Pieces that belong together: a paragraph, a list, a table. On one page and in one section.
 *
 * @param header what a passage that begins inside a table repeats first, or empty
 */
record Unit(Kind kind, Section section, List<Piece> pieces, String header) {
    enum Kind {
        /** Sentences; the only pieces that are repeated as overlap. */
        PARAGRAPH,
        /** Lines of program text. */
        LINES,
        LIST,
        TABLE,
        /** Belongs to what stands before it. */
        CAPTION,
        /** Headings that no text follows. */
        HEADINGS;

        /** Whether it is better kept whole than cut when the passage is long enough. */
        boolean staysTogether() {
            return switch (this) {
                case LIST, TABLE, LINES -> true;
                case PARAGRAPH, CAPTION, HEADINGS -> false;
            };
        }
    }

    Unit {
        pieces = List.copyOf(pieces);
    }

    Unit(Kind kind, Section section, List<Piece> pieces) {
        this(kind, section, pieces, "");
    }

    Unit withPieces(List<Piece> other) {
        return new Unit(kind, section, other, header);
    }

    int page() {
        return pieces.get(0).place().page();
    }
}
