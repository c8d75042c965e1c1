package io.fumikura.ocr.image;

import java.util.Arrays;

/**
 * Single pixels that a dirty glass or a bad copy leaves all over a page. A recogniser that reads
 * two characters in a hundred wrong reads half of them wrong where one pixel in 200 is black.
 */
public final class Specks {
    /** Grey levels from which on two pixels are of different ink. */
    private static final int DIFFERENT = 96;

    /**
     * A page is specked from this share of its pixels on that are like none of the eight around. Of
     * the public test pages the worst has half of it.
     */
    private static final double ENOUGH = 0.0005;

    /** Specks are everywhere: one row in four tells. */
    private static final int ROWS = 4;

    private Specks() {}

    /**
     * The page without them; the same page where there are few. A pixel like at most one of those
     * around it becomes their median: pairs of specks go, lines of one pixel stay.
     */
    public static Raster removed(Raster page) {
        return isSpecked(page) ? cleaned(page) : page;
    }

    private static Raster cleaned(Raster page) {
        byte[] data = page.data().clone();
        int[] around = new int[8];
        for (int y = 0; y < page.height(); y++) {
            for (int x = 0; x < page.width(); x++) {
                if (alike(page, x, y, 2) < 2) {
                    for (int c = 0; c < page.channels(); c++) {
                        data[(y * page.width() + x) * page.channels() + c] =
                                (byte) median(page, x, y, c, around);
                    }
                }
            }
        }
        return new Raster(page.width(), page.height(), page.channels(), data);
    }

    private static boolean isSpecked(Raster page) {
        int alone = 0;
        int seen = 0;
        for (int y = 0; y < page.height(); y += ROWS) {
            for (int x = 0; x < page.width(); x++) {
                if (alike(page, x, y, 1) == 0) {
                    alone++;
                }
            }
            seen += page.width();
        }
        return alone >= ENOUGH * seen;
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
