package io.fumikura.ingest.parse;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A whole document, for formats whose parser makes a tree of it before anything can be said.
 *
 * @param title what the document calls itself, or empty
 */
public record ParsedDocument(Optional<String> title, List<Page> pages) {
    public ParsedDocument {
        pages = List.copyOf(pages);
    }

    public PageReader reader() {
        Iterator<Page> left = pages.iterator();
        return new PageReader() {
            @Override
            public Optional<String> title() {
                return title;
            }

            @Override
            public Optional<Page> next() {
                return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
            }
        };
    }
}
