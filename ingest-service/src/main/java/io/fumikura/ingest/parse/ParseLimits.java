package io.fumikura.ingest.parse;

import io.fumikura.ocr.image.PageFile;
import java.time.Duration;

/**
 * What one document may cost.
 *
 * @param maxPixels of one picture, as its header says; pictures are not decoded to find out
 */
public record ParseLimits(
        int maxPages,
        long maxPixels,
        Text text,
        Unpacked unpacked,
        Duration timeout,
        Duration step) {

    /** For a heap of 384 MB and two documents at a time. */
    public static final ParseLimits DEFAULT =
            new ParseLimits(
                    10_000,
                    PageFile.MAX_PIXELS,
                    Text.DEFAULT,
                    Unpacked.DEFAULT,
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30));

    public ParseLimits {
        if (maxPages < 1 || maxPixels < 1 || !isPositive(timeout) || !isPositive(step)) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }

    /** The same for work that takes at most so long. */
    public ParseLimits within(Duration time) {
        return new ParseLimits(maxPages, maxPixels, text, unpacked, time, time);
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    /**
     * @param maxCharacters of decoded text, in UTF-16 units
     * @param maxHeldCharacters of text that has to be in memory at once: HTML and Markdown, which
     *     become trees, and the strings the cells of a workbook share
     * @param maxDepth elements inside elements
     */
    public record Text(int maxCharacters, int maxHeldCharacters, int maxDepth) {
        public static final Text DEFAULT = new Text(20_000_000, 4_000_000, 256);

        public Text {
            if (maxCharacters < 1 || maxHeldCharacters < 1 || maxDepth < 1) {
                throw new IllegalArgumentException("every limit must be positive");
            }
        }
    }

    /**
     * @param maxBytes all that is unpacked of an Office file
     * @param maxEntries files in an Office file
     * @param maxPageBytes all that is unpacked for one page of a PDF, which is in memory at once
     */
    public record Unpacked(long maxBytes, int maxEntries, long maxPageBytes) {
        public static final Unpacked DEFAULT = new Unpacked(512L << 20, 10_000, 48L << 20);

        public Unpacked {
            if (maxBytes < 1 || maxEntries < 1 || maxPageBytes < 1) {
                throw new IllegalArgumentException("every limit must be positive");
            }
        }
    }
}
