package io.fumikura.ocr.image;

/** Pictures of the same page, pixel by pixel. */
final class RunningMean {
    private RunningMean() {}

    /**
     * Writes into the mean, which loses its colours where the next picture has none.
     *
     * @param pictures that the mean is of
     * @param next may lack a row and a column at its ends
     */
    static Raster with(Raster mean, int pictures, Raster next) {
        if (mean.channels() != next.channels()) {
            return with(mean.grey(), pictures, next.grey());
        }
        int channels = mean.channels();
        byte[] to = mean.data();
        byte[] from = next.data();
        int all = pictures + 1;
        int width = Math.min(mean.width(), next.width()) * channels;
        for (int y = 0; y < Math.min(mean.height(), next.height()); y++) {
            int at = y * mean.width() * channels;
            int other = y * next.width() * channels;
            for (int x = 0; x < width; x++) {
                int sum = (to[at + x] & 0xff) * pictures + (from[other + x] & 0xff);
                to[at + x] = (byte) ((sum + all / 2) / all);
            }
        }
        return mean;
    }
}
