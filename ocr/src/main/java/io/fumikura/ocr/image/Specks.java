package io.fumikura.ocr.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Single pixels that a dirty glass or a bad copy leaves all over a page. A recogniser that reads
 * two characters in a hundred wrong reads half of them wrong where one pixel in 200 is black.
 */
public final class Specks {
    /** Grey levels from which on two pixels are of different ink. */
    private static final int DIFFERENT = 96;

    /**
     * A page is specked from this share of its pixels on that are like none of the eight around,
     * and so is a part of it. Of the public test pages the worst has half of it.
     */
    private static final double ENOUGH = 0.0005;

    /** From this share on, two specks are often side by side; below, those are what is written. */
    private static final double DENSE = 0.002;

    /** One row in four tells. */
    private static final int ROWS = 4;

    /** The side of a part: a photograph in a corner says nothing of the text beside it. */
    private static final int PART = 256;

    private Specks() {}

    /**
     * The page without them; the same page where there are few. In a part with many a pixel like at
     * most one of those around it becomes their median: pairs of specks go, lines of one pixel
     * stay. In a part with fewer only what is like none does, because a dot of two pixels is a
     * decimal point on a coarse page.
     */
    public static Raster removed(Raster page) {
        List<Part> parts = parts(page);
        double alone = parts.stream().mapToInt(Part::alone).sum();
        if (alone < ENOUGH * parts.stream().mapToInt(Part::seen).sum()) {
            return page;
        }
        byte[] data = page.data().clone();
        for (Part part : parts) {
            if (part.share() >= ENOUGH) {
                clean(page, part, part.share() >= DENSE ? 2 : 1, data);
            }
        }
        return new Raster(page.width(), page.height(), page.channels(), data);
    }

    /**
     * A part of the page.
     *
     * @param alone pixels that are like none of those around, of as many as were seen
     */
    private record Part(int left, int top, int right, int bottom, int alone, int seen) {
        double share() {
            return (double) alone / seen;
        }
    }

    /** The last of a row or column is up to twice as large. */
    private static List<Part> parts(Raster page) {
        List<Part> parts = new ArrayList<>();
        int across = Math.max(1, page.width() / PART);
        int down = Math.max(1, page.height() / PART);
        for (int row = 0; row < down; row++) {
            int bottom = row + 1 == down ? page.height() : (row + 1) * PART;
            for (int column = 0; column < across; column++) {
                int right = column + 1 == across ? page.width() : (column + 1) * PART;
                parts.add(part(page, column * PART, row * PART, right, bottom));
            }
        }
        return parts;
    }

    private static Part part(Raster page, int left, int top, int right, int bottom) {
        int alone = 0;
        int seen = 0;
        for (int y = top; y < bottom; y += ROWS) {
            for (int x = left; x < right; x++) {
                if (alike(page, x, y, 1) == 0) {
                    alone++;
                }
            }
            seen += right - left;
        }
        return new Part(left, top, right, bottom, alone, seen);
    }

    private static void clean(Raster page, Part part, int enough, byte[] data) {
        int[] around = new int[8];
        for (int y = part.top(); y < part.bottom(); y++) {
            for (int x = part.left(); x < part.right(); x++) {
                if (alike(page, x, y, enough) < enough) {
                    for (int c = 0; c < page.channels(); c++) {
                        data[(y * page.width() + x) * page.channels() + c] =
                                (byte) median(page, x, y, c, around);
                    }
                }
            }
        }
    }

    /** How many of the pixels around are like this one, counted up to so many. */
    private static int alike(Raster page, int x, int y, int enough) {
        int level = page.luminance(x, y);
        int alike = 0;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(page.height() - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(page.width() - 1, x + 1); nx++) {
                if ((nx != x || ny != y)
                        && Math.abs(page.luminance(nx, ny) - level) < DIFFERENT
                        && ++alike == enough) {
                    return alike;
                }
            }
        }
        return alike;
    }

    private static int median(Raster page, int x, int y, int channel, int[] around) {
        int n = 0;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(page.height() - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(page.width() - 1, x + 1); nx++) {
                if (nx != x || ny != y) {
                    around[n++] = page.at(nx, ny, channel);
                }
            }
        }
        Arrays.sort(around, 0, n);
        return around[n / 2];
    }
}
