package io.fumikura.ocr.image;

import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * A page as pixels, upright as its file says it.
 *
 * @param dpi when known, 50 to 1200
 */
public record PageImage(Raster raster, @Nullable Double dpi) {
    /** While it is read: as it came, white for black, and without specks or turned. */
    public static final int COPIES = 3;

    /** Of a page rendered elsewhere, a PDF page for example. */
    public static PageImage of(BufferedImage image, @Nullable Double dpi) {
        return new PageImage(Pixels.of(image), dpi);
    }

    /** The memory that its pixels take at most while it is read. */
    public long bytesWhileRead() {
        return (long) COPIES * raster.data().length;
    }

    public int width() {
        return raster.width();
    }

    public int height() {
        return raster.height();
    }
}
