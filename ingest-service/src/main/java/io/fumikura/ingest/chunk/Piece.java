package io.fumikura.ingest.chunk;

/**
 * The smallest part a passage is made of: a sentence, a row, a line of program text.
 *
 * @param text may end in white space; what stands between two pieces is part of the first
 * @param tableHeader what a passage that begins with this piece repeats first, or empty
 */
record Piece(String text, int page, int firstLine, int lastLine, String tableHeader) {
    Piece(String text, int page, int firstLine, int lastLine) {
        this(text, page, firstLine, lastLine, "");
    }
}
