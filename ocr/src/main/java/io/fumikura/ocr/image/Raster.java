package io.fumikura.ocr.image;

import java.util.Arrays;

/**
 * Pixels of 8 bits, row after row: one value each, or red, green, blue. Whoever holds one must not
 * write into {@link #data}, but for whoever made it.
 */
public final class Raster {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] data;

    /**
     * @param channels 1 or 3
     * @param data not copied
     */
    public Raster(int width, int height, int channels, byte[] data) {
        if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException(
                    "no raster has %d x %d pixels of %d".formatted(width, height, channels));
        }
        if (data.length != width * height * channels) {
            throw new IllegalArgumentException("the pixels do not fill the raster");
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.data = data;
    }

    /** All of one grey. */
    public static Raster grey(int width, int height, int value) {
        byte[] data = new byte[width * height];
        Arrays.fill(data, (byte) value);
        return new Raster(width, height, 1, data);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    public byte[] data() {
        return data;
    }

    /** 0…255; on a grey raster the channel does not matter. */
    public int at(int x, int y, int channel) {
        return data[(y * width + x) * channels + (channels == 1 ? 0 : channel)] & 0xff;
    }

    /** 0 black to 255 white, by the weights of ITU-R BT.601. */
    public int luminance(int x, int y) {
        int at = (y * width + x) * channels;
        if (channels == 1) {
            return data[at] & 0xff;
        }
        return ((data[at] & 0xff) * 19595
                        + (data[at + 1] & 0xff) * 38470
                        + (data[at + 2] & 0xff) * 7471
                        + 0x8000)
                >> 16;
    }

    /** The same in one channel. */
    public Raster grey() {
        if (channels == 1) {
            return this;
        }
        byte[] grey = new byte[width * height];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                grey[at++] = (byte) luminance(x, y);
            }
        }
        return new Raster(width, height, 1, grey);
    }

    /** White for black. */
    public Raster inverted() {
        byte[] inverted = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            inverted[i] = (byte) ~data[i];
        }
        return new Raster(width, height, channels, inverted);
    }

    /** A part; what lies outside repeats the nearest pixel. */
    public Raster slice(int left, int top, int sliceWidth, int sliceHeight) {
        byte[] slice = new byte[sliceWidth * sliceHeight * channels];
        int to = 0;
        for (int y = top; y < top + sliceHeight; y++) {
            int row = Math.min(Math.max(0, y), height - 1) * width;
            if (left >= 0 && left + sliceWidth <= width) {
                System.arraycopy(data, (row + left) * channels, slice, to, sliceWidth * channels);
                to += sliceWidth * channels;
                continue;
            }
            for (int x = left; x < left + sliceWidth; x++) {
                int at = (row + Math.min(Math.max(0, x), width - 1)) * channels;
                for (int c = 0; c < channels; c++) {
                    slice[to++] = data[at + c];
                }
            }
        }
        return new Raster(sliceWidth, sliceHeight, channels, slice);
    }

    /** Mean luminance, and whether more than three fifths of the pixels are dark. */
    public boolean isWhiteOnBlack() {
        long sum = 0;
        long dark = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = luminance(x, y);
                sum += value;
                if (value < 128) {
                    dark++;
                }
            }
        }
        long pixels = (long) width * height;
        return sum < 100 * pixels && dark * 5 > pixels * 3;
    }
}
