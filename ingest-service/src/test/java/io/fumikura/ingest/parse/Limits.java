package io.fumikura.ingest.parse;

import java.time.Duration;
import java.util.List;

/** Budgets and short forms for parser tests. */
final class Limits {
    private Limits() {}

    static ParseBudget plenty() {
        return new ParseBudget(new ParseLimits(100, 1_000_000, Duration.ofSeconds(20)));
    }

    static List<String> texts(Block block) {
        return block.lines().stream().map(Line::text).toList();
    }

    static List<Block> blocks(ParsedDocument document) {
        return document.pages().stream().flatMap(page -> page.blocks().stream()).toList();
    }
}
