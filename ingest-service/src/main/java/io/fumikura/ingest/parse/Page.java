package io.fumikura.ingest.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page. Formats without pages are cut into pages of at most {@link PageBuilder#MAX_LINES}
 * lines, so that a page is always something that can be shown.
 *
 * @param number 1-based
 * @param width in points, or null where the format has no pages
 */
public record Page(int number, @Nullable Float width, @Nullable Float height, List<Block> blocks) {
    public Page {
        blocks = List.copyOf(blocks);
    }

    /** Whether this is a sheet of paper: text may run over to the next in the middle of a line. */
    public boolean isSheet() {
        return width != null;
    }

    int characters() {
        int characters = 0;
        for (Block block : blocks) {
            for (Line line : block.lines()) {
                characters += line.text().length();
            }
        }
        return characters;
    }
}
