package io.fumikura.ocr.engine;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.detect.Detection;
import io.fumikura.ocr.recognise.LineText;
import io.fumikura.ocr.recognise.Reading;

/** A line found and read. */
record ReadLine(int id, Detection detection, Direction direction, Reading reading) {
    String text() {
        return LineText.of(reading.text());
    }
}
