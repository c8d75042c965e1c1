package io.fumikura.ingest.parse;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Collects blocks into pages. Formats without pages of their own have the page turned when it is
 * full.
 */
public final class PageBuilder {
    /** Lines after which a new page begins. */
    public static final int MAX_LINES = 1000;

    /** Characters after which a new page begins: a page is shown, stored and cut as a whole. */
    private static final int MAX_CHARACTERS = 100_000;

    /** A line that goes on longer is taken for several. */
    private static final int MAX_LINE = 20_000;

    private final ParseBudget budget;
    private final Deque<Page> finished = new ArrayDeque<>();
    private List<Block> blocks = new ArrayList<>();
    private int pages;
    private int nextLine = 1;
    private int characters;
    private long total;
    private boolean pictures;

    public PageBuilder(ParseBudget budget) {
        this.budget = budget;
    }

    /**
     * Numbers these texts as the next lines of the page.
     *
     * @throws io.fumikura.contract.problem.ServiceException there is more text than allowed
     */
    public List<Line> lines(List<String> texts) {
        List<Line> lines = new ArrayList<>();
        for (String text : texts) {
            for (int start = 0; start == 0 || start < text.length(); ) {
                int end = endOfPart(text, start);
                lines.add(new Line(nextLine++, text.substring(start, end)));
                start = Math.max(end, 1);
            }
            characters += text.length();
            total += text.length();
        }
        budget.checkCharacters(total);
        return lines;
    }

    private static int endOfPart(String text, int start) {
        int end = Math.min(text.length(), start + MAX_LINE);
        boolean splitsPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return splitsPair ? end + 1 : end;
    }

    public void add(Block block) {
        blocks.add(block);
        if (nextLine > MAX_LINES || characters > MAX_CHARACTERS) {
            turn();
        }
    }

    public void skipLine() {
        nextLine++;
    }

    /** Lines that still have room on this page. */
    public int room() {
        return MAX_LINES + 1 - nextLine;
    }

    /** There is a picture here; a page that has nothing else needs OCR. */
    public void picture() {
        pictures = true;
    }

    /** Ends the page, if there is anything on it. */
    public void turn() {
        if (!blocks.isEmpty() || pictures) {
            turnAlways();
        } else {
            budget.checkTime();
            nextLine = 1;
        }
    }

    /** Ends the page even when nothing is on it: it has its number in the document. */
    public void turnAlways() {
        budget.checkTime();
        boolean needsOcr = blocks.isEmpty() && pictures;
        finished.add(new Page(++pages, null, null, blocks, needsOcr));
        budget.checkPages(pages);
        blocks = new ArrayList<>();
        nextLine = 1;
        characters = 0;
        pictures = false;
    }

    /** The oldest page that is finished and was not taken yet. */
    private Optional<Page> poll() {
        return Optional.ofNullable(finished.poll());
    }

    /** Reads on, and may add blocks; false when there is nothing more. */
    public interface Step {
        boolean goOn() throws IOException;
    }

    /** The next page, after as many steps as it takes; empty after the last. */
    public Optional<Page> next(Step step) throws IOException {
        Optional<Page> page = poll();
        while (page.isEmpty() && step.goOn()) {
            page = poll();
        }
        return page;
    }

    /** Ends the last page; all that were not taken. */
    public List<Page> finish() {
        turn();
        return List.copyOf(finished);
    }
}
