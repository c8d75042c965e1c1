package io.fumikura.ocr.detect;

import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.image.Raster;

/**
 * Finds the lines of a page, and its regions where the model knows them. Safe for several threads.
 */
public interface TextDetector extends AutoCloseable {
    Detections detect(Raster page, Cancellation cancellation);

    @Override
    void close();
}
