package io.fumikura.ingest.chunk;

/**
 * One passage.
 *
 * @param page 1-based; where the passage begins. The end of a sentence that runs over to the next
 *     page belongs to this one
 * @param firstLine 1-based within the page; the repeated sentence in front does not count
 * @param lastLine on the same page
 * @param path the headings it stands under, in one line, or empty
 * @param body the passage itself, never blank
 */
public record Chunk(int page, int firstLine, int lastLine, String path, String body) {
    public Chunk {
        if (body.isBlank()) {
            throw new IllegalArgumentException("a passage without text");
        }
    }

    /** What is embedded, searched and shown: the passage below the path of its headings. */
    public String text() {
        return path.isEmpty() ? body : path + "\n" + body;
    }
}
