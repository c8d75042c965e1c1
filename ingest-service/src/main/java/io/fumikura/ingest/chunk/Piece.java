package io.fumikura.ingest.chunk;

/**
 * The smallest part a passage is made of: a sentence, a row, a line of program text.
 *
 * @param text may end in white space; what stands between two pieces is part of the first
 */
record Piece(String text, Place place) {

    /**
     * Where it stands.
     *
     * @param lastLine on the same page
     */
    record Place(int page, int firstLine, int lastLine) {}

    Piece withText(String other) {
        return new Piece(other, place);
    }
}
