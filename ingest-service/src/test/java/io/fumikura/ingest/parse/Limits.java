package io.fumikura.ingest.parse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Budgets and short forms for parser tests. */
public final class Limits {
    private Limits() {}

    static ParseBudget plenty() {
        return new ParseBudget(new ParseLimits(100, 1_000_000, Duration.ofSeconds(20)));
    }

    /** All of a document, as a parser reads it. */
    public static ParsedDocument read(DocumentParser parser, Path file) throws IOException {
        return read(parser, file, plenty());
    }

    static ParsedDocument read(DocumentParser parser, Path file, ParseBudget budget)
            throws IOException {
        try (PageReader reader = parser.open(file, budget)) {
            List<Page> pages = new ArrayList<>();
            for (Optional<Page> page = reader.next(); page.isPresent(); page = reader.next()) {
                pages.add(page.get());
            }
            return new ParsedDocument(reader.title(), pages);
        }
    }

    static List<String> texts(Block block) {
        return block.lines().stream().map(Line::text).toList();
    }

    static List<Block> blocks(ParsedDocument document) {
        return document.pages().stream().flatMap(page -> page.blocks().stream()).toList();
    }
}
