package io.fumikura.ocr.image;

import java.util.List;

/**
 * Pixels as the numbers a model takes: {@code (value / 255 - mean) / std}.
 *
 * @param mean one, or one for each channel in the model's order
 */
public record Normalisation(Colour colour, List<Double> mean, List<Double> std) {
    public Normalisation {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        int channels = colour.channels();
        if ((mean.size() != 1 && mean.size() != channels)
                || (std.size() != 1 && std.size() != channels)) {
            throw new IllegalArgumentException(
                    "mean and std have one value, or one for each of %d channels"
                            .formatted(channels));
        }
        if (std.stream().anyMatch(value -> value <= 0)) {
            throw new IllegalArgumentException("std is above 0");
        }
    }

    public float of(int value, int channel) {
        double m = mean.get(mean.size() == 1 ? 0 : channel);
        double s = std.get(std.size() == 1 ? 0 : channel);
        return (float) ((value / 255.0 - m) / s);
    }

    /**
     * Writes a picture into the top left corner of [channels, height, width] numbers.
     *
     * @param offset of the first number
     */
    public void write(Raster raster, float[] numbers, int offset, int width, int height) {
        Raster from = colour == Colour.GREY ? raster.grey() : raster;
        for (int c = 0; c < colour.channels(); c++) {
            float[] table = new float[256];
            for (int value = 0; value < 256; value++) {
                table[value] = of(value, c);
            }
            int source = colour.source(c);
            for (int y = 0; y < from.height(); y++) {
                int to = offset + (c * height + y) * width;
                for (int x = 0; x < from.width(); x++) {
                    numbers[to++] = table[from.at(x, y, source)];
                }
            }
        }
    }
}
