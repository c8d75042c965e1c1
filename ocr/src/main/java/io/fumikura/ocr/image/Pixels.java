package io.fumikura.ocr.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.util.Arrays;

/**
 * Pixels of a decoded picture. Samples are taken as they are: asking the picture for its colours
 * would pass grey ones through a colour space that is linear, and darken them.
 */
final class Pixels {
    private Pixels() {}

    static Raster of(BufferedImage image) {
        return least(samples(image));
    }

    /** Of a picture that nobody else has: where its samples need no change, they are taken. */
    static Raster taken(BufferedImage image) {
        byte[] bytes = wholeBytes(image);
        if (bytes.length == 0) {
            return of(image);
        }
        int channels = image.getRaster().getNumBands();
        if (channels == 3 && isBlueFirst(image)) {
            for (int at = 0; at < bytes.length; at += 3) {
                byte blue = bytes[at];
                bytes[at] = bytes[at + 2];
                bytes[at + 2] = blue;
            }
        }
        return least(new Raster(image.getWidth(), image.getHeight(), channels, bytes));
    }

    private static Raster least(Raster raster) {
        return raster.channels() == 3 && isGrey(raster) ? firstChannel(raster) : raster;
    }

    /** The samples, where there is a byte for each, of grey or of three colours; else none. */
    private static byte[] wholeBytes(BufferedImage image) {
        java.awt.image.Raster from = image.getRaster();
        ColorModel colours = image.getColorModel();
        int bands = from.getNumBands();
        boolean plain =
                colours instanceof ComponentColorModel
                        && !colours.hasAlpha()
                        && colours.getComponentSize(0) == 8
                        && (bands == 1
                                || (bands == 3
                                        && colours.getColorSpace().getType()
                                                == ColorSpace.TYPE_RGB));
        return plain
                        && from.getParent() == null
                        && from.getDataBuffer() instanceof DataBufferByte buffer
                        && buffer.getOffset() == 0
                        && from.getSampleModel() instanceof PixelInterleavedSampleModel model
                        && model.getPixelStride() == bands
                        && buffer.getData().length == image.getWidth() * image.getHeight() * bands
                        && isInOrder(model.getBandOffsets())
                ? buffer.getData()
                : new byte[0];
    }

    private static boolean isInOrder(int[] offsets) {
        return Arrays.equals(offsets, new int[] {0})
                || Arrays.equals(offsets, new int[] {0, 1, 2})
                || Arrays.equals(offsets, new int[] {2, 1, 0});
    }

    private static boolean isBlueFirst(BufferedImage image) {
        return image.getSampleModel() instanceof PixelInterleavedSampleModel model
                && model.getBandOffsets()[0] == 2;
    }

    private static Raster samples(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        if (colours instanceof IndexColorModel palette) {
            return indexed(image, palette);
        }
        int bits = colours.getComponentSize(0);
        int type = image.getRaster().getDataBuffer().getDataType();
        if (colours instanceof ComponentColorModel
                && bits <= 16
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)) {
            int bands = colours.getNumColorComponents();
            if (bands == 1) {
                return grey(image, bits);
            }
            int space = colours.getColorSpace().getType();
            if (bands == 3 && space == ColorSpace.TYPE_RGB) {
                return colour(image, bits);
            }
            if (bands == 4 && space == ColorSpace.TYPE_CMYK) {
                return inks(image, bits);
            }
        }
        return converted(image);
    }

    private static Raster grey(BufferedImage image, int bits) {
        int width = image.getWidth();
        int height = image.getHeight();
        java.awt.image.Raster from = image.getRaster();
        boolean alpha = image.getColorModel().hasAlpha();
        byte[] data = new byte[width * height];
        if (bits == 8
                && !alpha
                && from.getParent() == null
                && from.getDataBuffer() instanceof DataBufferByte bytes
                && from.getSampleModel() instanceof PixelInterleavedSampleModel
                && bytes.getData().length == data.length) {
            System.arraycopy(bytes.getData(), 0, data, 0, data.length);
            return new Raster(width, height, 1, data);
        }
        int[] row = new int[width * from.getNumBands()];
        for (int y = 0, to = 0; y < height; y++) {
            from.getPixels(from.getMinX(), from.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * from.getNumBands();
                int value = eightBits(row[at], bits);
                data[to++] = (byte) (alpha ? onWhite(value, eightBits(row[at + 1], bits)) : value);
            }
        }
        return new Raster(width, height, 1, data);
    }

    private static Raster colour(BufferedImage image, int bits) {
        int width = image.getWidth();
        int height = image.getHeight();
        java.awt.image.Raster from = image.getRaster();
        boolean alpha = image.getColorModel().hasAlpha();
        int bands = from.getNumBands();
        byte[] data = new byte[width * height * 3];
        int[] row = new int[width * bands];
        for (int y = 0, to = 0; y < height; y++) {
            from.getPixels(from.getMinX(), from.getMinY() + y, width, 1, row);
            for (int at = 0; at < row.length; at += bands) {
                int opacity = alpha ? eightBits(row[at + 3], bits) : 255;
                for (int c = 0; c < 3; c++) {
                    data[to++] = (byte) onWhite(eightBits(row[at + c], bits), opacity);
                }
            }
        }
        return new Raster(width, height, 3, data);
    }

    /** Cyan, magenta, yellow and black by their share of paper left white. */
    private static Raster inks(BufferedImage image, int bits) {
        int width = image.getWidth();
        int height = image.getHeight();
        java.awt.image.Raster from = image.getRaster();
        int bands = from.getNumBands();
        byte[] data = new byte[width * height * 3];
        int[] row = new int[width * bands];
        for (int y = 0, to = 0; y < height; y++) {
            from.getPixels(from.getMinX(), from.getMinY() + y, width, 1, row);
            for (int at = 0; at < row.length; at += bands) {
                int paper = 255 - eightBits(row[at + 3], bits);
                for (int c = 0; c < 3; c++) {
                    int left = 255 - eightBits(row[at + c], bits);
                    data[to++] = (byte) ((left * paper + 127) / 255);
                }
            }
        }
        return new Raster(width, height, 3, data);
    }

    private static Raster indexed(BufferedImage image, IndexColorModel palette) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        int channels = isGrey(palette) ? 1 : 3;
        int width = image.getWidth();
        int height = image.getHeight();
        java.awt.image.Raster from = image.getRaster();
        byte[] data = new byte[width * height * channels];
        int[] row = new int[width];
        for (int y = 0, to = 0; y < height; y++) {
            from.getPixels(from.getMinX(), from.getMinY() + y, width, 1, row);
            for (int index : row) {
                int colour = colours[Math.min(index, colours.length - 1)];
                if (channels == 1) {
                    data[to++] = (byte) onWhite(colour & 0xff, colour >>> 24);
                } else {
                    to = put(data, to, colour);
                }
            }
        }
        return new Raster(width, height, channels, data);
    }

    static boolean isGrey(IndexColorModel palette) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        return Arrays.stream(colours)
                .allMatch(c -> (c & 0xff) == (c >> 8 & 0xff) && (c & 0xff) == (c >> 16 & 0xff));
    }

    private static Raster converted(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] data = new byte[width * height * 3];
        int[] row = new int[width];
        for (int y = 0, to = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                to = put(data, to, argb);
            }
        }
        return new Raster(width, height, 3, data);
    }

    private static int put(byte[] data, int at, int argb) {
        int opacity = argb >>> 24;
        data[at] = (byte) onWhite(argb >> 16 & 0xff, opacity);
        data[at + 1] = (byte) onWhite(argb >> 8 & 0xff, opacity);
        data[at + 2] = (byte) onWhite(argb & 0xff, opacity);
        return at + 3;
    }

    private static int onWhite(int value, int opacity) {
        return opacity == 255 ? value : (value * opacity + 255 * (255 - opacity) + 127) / 255;
    }

    private static int eightBits(int value, int bits) {
        return bits == 8 ? value : bits > 8 ? value >> (bits - 8) : value * 255 / ((1 << bits) - 1);
    }

    private static boolean isGrey(Raster raster) {
        byte[] data = raster.data();
        for (int at = 0; at < data.length; at += 3) {
            if (data[at] != data[at + 1] || data[at] != data[at + 2]) {
                return false;
            }
        }
        return true;
    }

    private static Raster firstChannel(Raster raster) {
        byte[] grey = new byte[raster.width() * raster.height()];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = raster.data()[3 * i];
        }
        return new Raster(raster.width(), raster.height(), 1, grey);
    }
}
