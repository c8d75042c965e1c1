package io.fumikura.ingest.chunk;

import java.util.List;

/**
 * One passage.
 *
 * @param page 1-based; a passage never spans two pages
 * @param firstLine 1-based within the page; the repeated sentence in front does not count
 * @param headings the path of headings it stands under, outermost first
 * @param body the passage itself, never blank
 */
public record Chunk(int page, int firstLine, int lastLine, List<String> headings, String body) {
    private static final String PATH_SEPARATOR = " > ";
    private static final int MAX_HEADING = 80;

    public Chunk {
        headings = List.copyOf(headings);
        if (body.isBlank()) {
            throw new IllegalArgumentException("a passage without text");
        }
    }

    /** What is embedded, searched and shown: the passage below the path of its headings. */
    public String text() {
        if (headings.isEmpty()) {
            return body;
        }
        List<String> path =
                headings.stream()
                        .map(h -> h.length() <= MAX_HEADING ? h : h.substring(0, MAX_HEADING))
                        .toList();
        return String.join(PATH_SEPARATOR, path) + "\n" + body;
    }
}
