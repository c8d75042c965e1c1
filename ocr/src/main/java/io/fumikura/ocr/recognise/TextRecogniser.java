package io.fumikura.ocr.recognise;

import io.fumikura.ocr.Cancellation;
import java.util.List;

/** Reads lines. Safe for several threads. */
public interface TextRecogniser extends AutoCloseable {
    /**
     * @return one for each line, in their order
     */
    List<Reading> read(List<LineCrop> lines, Cancellation cancellation);

    @Override
    void close();
}
