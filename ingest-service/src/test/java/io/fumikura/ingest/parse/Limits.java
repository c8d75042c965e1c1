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

    public static ParseBudget plenty() {
        return new ParseBudget(ParseLimits.DEFAULT);
    }

    /** The usual limits with another time. */
    public static ParseLimits within(Duration timeout) {
        return new ParseLimits(
                ParseLimits.DEFAULT.maxPages(),
                ParseLimits.DEFAULT.maxPixels(),
                ParseLimits.Text.DEFAULT,
                ParseLimits.Unpacked.DEFAULT,
                timeout,
                ParseLimits.DEFAULT.step());
    }

    /** The usual limits with so many pages. */
    public static ParseLimits pages(int most) {
        return new ParseLimits(
                most,
                ParseLimits.DEFAULT.maxPixels(),
                ParseLimits.Text.DEFAULT,
                ParseLimits.Unpacked.DEFAULT,
                ParseLimits.DEFAULT.timeout(),
                ParseLimits.DEFAULT.step());
    }

    /** All of a document, as a parser reads it. */
    public static ParsedDocument read(DocumentParser parser, Path file) throws IOException {
        return read(parser, file, plenty());
    }

    public static ParsedDocument read(DocumentParser parser, Path file, ParseBudget budget)
            throws IOException {
        try (PageReader reader = parser.open(file, budget)) {
            Optional<String> title = reader.title();
            List<Page> pages = new ArrayList<>();
            for (Optional<Page> page = reader.next(); page.isPresent(); page = reader.next()) {
                pages.add(page.get());
            }
            return new ParsedDocument(title, pages);
        }
    }

    public static List<String> texts(Block block) {
        return block.lines().stream().map(Line::text).toList();
    }

    public static List<Block> blocks(ParsedDocument document) {
        return document.pages().stream().flatMap(page -> page.blocks().stream()).toList();
    }
}
