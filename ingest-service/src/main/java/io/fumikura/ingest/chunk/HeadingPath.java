package io.fumikura.ingest.chunk;

import io.fumikura.ingest.parse.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The headings above the current place of a document. */
final class HeadingPath {
    private final String title;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private boolean filled = true;

    private record Entry(int level, String text, int page, int line) {}

    HeadingPath(String title) {
        this.title = title;
    }

    void enter(Block.Heading heading, int page) {
        while (!entries.isEmpty() && entries.getLast().level() >= heading.level()) {
            entries.removeLast();
        }
        int line = heading.lines().get(0).number();
        entries.addLast(new Entry(heading.level(), heading.text(), page, line));
        filled = false;
    }

    void markFilled() {
        filled = true;
    }

    /** The title and the headings, outermost first, none of them twice in a row. */
    List<String> headings() {
        List<String> path = new ArrayList<>();
        if (!title.isBlank()) {
            path.add(title);
        }
        for (Entry entry : entries) {
            if (path.isEmpty() || !path.get(path.size() - 1).equals(entry.text())) {
                path.add(entry.text());
            }
        }
        return path;
    }

    /**
     * The innermost heading as a passage, if no text followed it and the next heading is not below
     * it.
     */
    Optional<Chunk> unfilledBefore(int nextLevel) {
        if (filled || entries.isEmpty() || nextLevel > entries.getLast().level()) {
            return Optional.empty();
        }
        Entry last = entries.getLast();
        List<String> above = new ArrayList<>(headings());
        above.remove(above.size() - 1);
        if (last.text().isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new Chunk(last.page(), last.line(), last.line(), above, last.text()));
    }
}
