package io.fumikura.ocr.detect;

/** How likely each place of a page is text, row after row. */
public final class ScoreMap {
    private final int width;
    private final int height;
    private final float[] values;

    /**
     * @param values not copied
     */
    public ScoreMap(int width, int height, float[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
        if (values.length != width * height) {
            throw new IllegalArgumentException("the values do not fill the map");
        }
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public float[] values() {
        return values;
    }

    public float at(int x, int y) {
        return values[y * width + x];
    }
}
