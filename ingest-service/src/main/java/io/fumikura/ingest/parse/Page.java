package io.fumikura.ingest.parse;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page. Formats without pages are cut into pages of at most {@link PageBuilder#MAX_LINES}
 * lines, so that a page is always something that can be shown.
 *
 * @param number 1-based
 * @param width in points, or null where the format has no pages
 * @param needsOcr what the page says is in a picture, or in a text layer that is garbage; the
 *     blocks are what could be read nevertheless, mostly none
 * @param problem why its picture was not read, a sentence; null where it was, or nobody tried
 */
public record Page(
        int number,
        @Nullable Float width,
        @Nullable Float height,
        List<Block> blocks,
        boolean needsOcr,
        @Nullable String problem) {
    public Page {
        blocks = List.copyOf(blocks);
    }

    public Page(
            int number,
            @Nullable Float width,
            @Nullable Float height,
            List<Block> blocks,
            boolean needsOcr) {
        this(number, width, height, blocks, needsOcr, null);
    }

    public Page(int number, @Nullable Float width, @Nullable Float height, List<Block> blocks) {
        this(number, width, height, blocks, false);
    }

    /** The same page, whose picture could not be read. */
    public Page with(String problem) {
        return new Page(number, width, height, blocks, needsOcr, problem);
    }

    /** Whether this is a sheet of paper: text may run over to the next in the middle of a line. */
    public boolean isSheet() {
        return width != null;
    }

    /** The first heading on it. */
    public Optional<String> heading() {
        return blocks.stream()
                .filter(Block.Heading.class::isInstance)
                .map(block -> ((Block.Heading) block).text())
                .findFirst();
    }

    /** How sure OCR was of its lines, by their length; empty where nothing was recognised. */
    public Optional<Float> confidence() {
        double sum = 0;
        long characters = 0;
        for (Block block : blocks) {
            for (Line line : block.lines()) {
                Float confidence = line.confidence();
                if (confidence != null) {
                    sum += (double) confidence * line.text().length();
                    characters += line.text().length();
                }
            }
        }
        return characters == 0 ? Optional.empty() : Optional.of((float) (sum / characters));
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
