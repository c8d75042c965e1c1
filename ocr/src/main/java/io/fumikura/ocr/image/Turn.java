package io.fumikura.ocr.image;

/** Quarter turns and mirrors, exact. */
public final class Turn {
    private Turn() {}

    /** A quarter turn counter-clockwise: the top of a column becomes the left end of a line. */
    public static Raster left(Raster raster) {
        return quarter(raster, true);
    }

    /** A quarter turn clockwise. */
    public static Raster right(Raster raster) {
        return quarter(raster, false);
    }

    public static Raster half(Raster raster) {
        return flipped(raster, true, true);
    }

    /** Clockwise by 0, 90, 180 or 270 degrees. */
    public static Raster clockwise(Raster raster, int degrees) {
        return switch (degrees) {
            case 0 -> raster;
            case 90 -> right(raster);
            case 180 -> half(raster);
            case 270 -> left(raster);
            default -> throw new IllegalArgumentException("no quarter turns: " + degrees);
        };
    }

    /** As EXIF numbers what was done to a picture; undone here. */
    static Raster upright(Raster raster, int orientation) {
        return switch (orientation) {
            case 2 -> flipped(raster, true, false);
            case 3 -> half(raster);
            case 4 -> flipped(raster, false, true);
            case 5 -> left(flipped(raster, true, false));
            case 6 -> right(raster);
            case 7 -> right(flipped(raster, true, false));
            case 8 -> left(raster);
            default -> raster;
        };
    }

    private static Raster flipped(Raster raster, boolean sideways, boolean upsideDown) {
        int width = raster.width();
        int height = raster.height();
        int channels = raster.channels();
        byte[] data = new byte[raster.data().length];
        for (int y = 0, to = 0; y < height; y++) {
            int row = (upsideDown ? height - 1 - y : y) * width;
            for (int x = 0; x < width; x++) {
                int from = (row + (sideways ? width - 1 - x : x)) * channels;
                for (int c = 0; c < channels; c++) {
                    data[to++] = raster.data()[from + c];
                }
            }
        }
        return new Raster(width, height, channels, data);
    }

    private static Raster quarter(Raster raster, boolean left) {
        int rows = raster.width();
        int columns = raster.height();
        int channels = raster.channels();
        byte[] data = new byte[raster.data().length];
        for (int y = 0, to = 0; y < rows; y++) {
            int sourceX = left ? rows - 1 - y : y;
            for (int x = 0; x < columns; x++) {
                int sourceY = left ? x : columns - 1 - x;
                int from = (sourceY * rows + sourceX) * channels;
                for (int c = 0; c < channels; c++) {
                    data[to++] = raster.data()[from + c];
                }
            }
        }
        return new Raster(columns, rows, channels, data);
    }
}
