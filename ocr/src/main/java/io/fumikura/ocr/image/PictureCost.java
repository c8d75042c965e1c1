package io.fumikura.ocr.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * The memory that a picture takes, told from its header: as it is decoded and as a {@link Raster},
 * and then as {@link PageImage#COPIES copies} of that while it is turned and read.
 *
 * @param stripBytes of a TIFF: a strip or tile is unpacked as a whole, whatever is left out of it
 */
record PictureCost(long width, long height, double decoded, int channels, long stripBytes) {
    /** Of a pixel, where nobody knows before it is decoded: colours and opacity. */
    private static final double MOST = 4;

    private static final int SAMPLE = 8;

    static PictureCost of(ImageReader reader, int page, boolean tiff) throws IOException {
        long width = reader.getWidth(page);
        long height = reader.getHeight(page);
        double decoded = MOST;
        int channels = 3;
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(page);
        if (types != null && types.hasNext()) {
            ImageTypeSpecifier type = types.next();
            decoded = bytesOfAPixel(type);
            channels = isGrey(type.getColorModel()) ? 1 : 3;
        }
        long strip = 0;
        if (tiff) {
            double pixels =
                    Math.min(width, reader.getTileWidth(page))
                            * (double) Math.min(height, reader.getTileHeight(page));
            strip = (long) (pixels * decoded);
        }
        return new PictureCost(width, height, decoded, channels, strip);
    }

    /** Of a picture of that type that has a few. */
    private static double bytesOfAPixel(ImageTypeSpecifier type) {
        BufferedImage few = type.createBufferedImage(SAMPLE, SAMPLE);
        DataBuffer buffer = few.getRaster().getDataBuffer();
        double bits = DataBuffer.getDataTypeSize(buffer.getDataType());
        return bits / 8 * buffer.getSize() * buffer.getNumBanks() / (SAMPLE * SAMPLE);
    }

    private static boolean isGrey(ColorModel colours) {
        return colours instanceof IndexColorModel palette
                ? Pixels.isGrey(palette)
                : colours.getNumColorComponents() == 1;
    }

    long bytes(int step) {
        double pixels = Math.ceil((double) width / step) * Math.ceil((double) height / step);
        // Of several steps, what was decoded before is kept beside the next.
        double decoding = decoded + (step == 1 ? 1 : 2) * channels;
        return (long)
                Math.max(stripBytes + pixels * decoding, pixels * PageImage.COPIES * channels);
    }
}
