package io.fumikura.ingest.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects blocks for formats that have no pages of their own and turns the page when it is full.
 */
final class PageBuilder {
    /** Lines after which a new page begins. */
    static final int MAX_LINES = 1000;

    private final ParseBudget budget;
    private final List<Page> pages = new ArrayList<>();
    private List<Block> blocks = new ArrayList<>();
    private int nextLine = 1;

    PageBuilder(ParseBudget budget) {
        this.budget = budget;
    }

    /** Number of the next line on the current page. */
    int nextLine() {
        return nextLine;
    }

    /** Numbers these texts as the next lines of the page. */
    List<Line> lines(List<String> texts) {
        List<Line> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new Line(nextLine++, text));
        }
        return lines;
    }

    void add(Block block) {
        blocks.add(block);
        if (nextLine > MAX_LINES) {
            turn();
        }
    }

    void skipLine() {
        nextLine++;
    }

    /** Ends the page, if there is anything on it. */
    void turn() {
        budget.checkTime();
        if (!blocks.isEmpty()) {
            pages.add(new Page(pages.size() + 1, null, null, blocks));
            budget.checkPages(pages.size());
        }
        blocks = new ArrayList<>();
        nextLine = 1;
    }

    List<Page> finish() {
        turn();
        return pages;
    }
}
