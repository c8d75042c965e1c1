package io.fumikura.ingest.parse;

import java.util.List;
import java.util.Optional;

/**
 * What a parser made of a document.
 *
 * @param title what the document calls itself, or empty
 */
public record ParsedDocument(Optional<String> title, List<Page> pages) {
    public ParsedDocument {
        pages = List.copyOf(pages);
    }

    public boolean isEmpty() {
        return pages.stream().allMatch(page -> page.blocks().isEmpty());
    }
}
