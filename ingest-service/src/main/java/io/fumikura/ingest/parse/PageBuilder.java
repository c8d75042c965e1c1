package io.fumikura.ingest.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Collects blocks for formats that have no pages of their own and turns the page when it is full.
 */
final class PageBuilder {
    /** Lines after which a new page begins. */
    static final int MAX_LINES = 1000;

    private final ParseBudget budget;
    private final Deque<Page> finished = new ArrayDeque<>();
    private List<Block> blocks = new ArrayList<>();
    private int pages;
    private int nextLine = 1;

    PageBuilder(ParseBudget budget) {
        this.budget = budget;
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
            finished.add(new Page(++pages, null, null, blocks));
            budget.checkPages(pages);
        }
        blocks = new ArrayList<>();
        nextLine = 1;
    }

    /** The oldest page that is finished and was not taken yet. */
    Optional<Page> poll() {
        return Optional.ofNullable(finished.poll());
    }

    /** Ends the last page; all that were not taken. */
    List<Page> finish() {
        turn();
        return List.copyOf(finished);
    }
}
