package io.fumikura.ingest.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands below one heading. Compared by identity: two headings of the same words begin two
 * sections.
 */
final class Section {
    private static final String PATH_SEPARATOR = " > ";
    private static final int MAX_HEADING = 80;
    private static final int MAX_PATH = 200;

    private final List<String> headings;

    /**
     * @param headings outermost first; where they are too many the ones in the middle are left out
     */
    Section(List<String> headings) {
        List<String> path = new ArrayList<>();
        headings.forEach(
                h -> path.add(h.length() <= MAX_HEADING ? h : h.substring(0, MAX_HEADING)));
        while (path.size() > 2 && path.stream().mapToInt(String::length).sum() > MAX_PATH) {
            path.remove(1);
        }
        this.headings = List.copyOf(path);
    }

    List<String> headings() {
        return headings;
    }

    /** What a passage of this section begins with, or empty. */
    String path() {
        return String.join(PATH_SEPARATOR, headings);
    }
}
