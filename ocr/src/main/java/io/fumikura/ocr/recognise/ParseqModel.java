package io.fumikura.ocr.recognise;

import io.fumikura.ocr.image.Raster;

/** One model of a cascade, in one graph or in parts. Safe for several threads. */
interface ParseqModel extends AutoCloseable {
    /**
     * @param line from left to right
     */
    Reading read(Raster line);

    @Override
    void close();
}
