package io.fumikura.ingest.chunk;

import io.fumikura.ingest.parse.Block;
import java.util.ArrayList;
import java.util.List;

/** The headings above the current place of a document. */
final class HeadingPath {
    private final String title;
    private final List<Entry> entries = new ArrayList<>();
    private Section section;

    /** So many of the entries, from the outermost, had text below them. */
    private int filled;

    private record Entry(int level, String text, Piece.Place place) {}

    HeadingPath(String title) {
        this.title = title;
        this.section = new Section(headings(0));
    }

    /**
     * @return the headings this one ends although no text followed them
     */
    List<Piece> enter(Block.Heading heading, int page) {
        List<Piece> unfilled = leave(heading.level());
        int first = heading.lines().get(0).number();
        int last = heading.lines().get(heading.lines().size() - 1).number();
        entries.add(new Entry(heading.level(), heading.text(), new Piece.Place(page, first, last)));
        section = new Section(headings(entries.size()));
        return unfilled;
    }

    /**
     * Ends the headings of this level and below.
     *
     * @return those that no text followed
     */
    List<Piece> leave(int level) {
        int kept = 0;
        while (kept < entries.size() && entries.get(kept).level() < level) {
            kept++;
        }
        List<Entry> left = entries.subList(kept, entries.size());
        List<Piece> unfilled =
                left
                        .subList(Math.min(left.size(), Math.max(0, filled - kept)), left.size())
                        .stream()
                        .filter(entry -> !entry.text().isBlank())
                        .map(entry -> new Piece(entry.text() + "\n", entry.place()))
                        .toList();
        left.clear();
        filled = Math.min(filled, entries.size());
        return unfilled;
    }

    /** Where the text that comes now stands. */
    Section fill() {
        filled = entries.size();
        return section;
    }

    /** The section around headings that no text follows. */
    Section outside() {
        return new Section(headings(filled));
    }

    /** The title and the outermost headings, none of them twice in a row. */
    private List<String> headings(int depth) {
        List<String> path = new ArrayList<>();
        if (!title.isBlank()) {
            path.add(title);
        }
        for (Entry entry : entries.subList(0, depth)) {
            boolean repeated = !path.isEmpty() && path.get(path.size() - 1).equals(entry.text());
            if (!repeated && !entry.text().isBlank()) {
                path.add(entry.text());
            }
        }
        return path;
    }
}
