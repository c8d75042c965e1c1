package io.fumikura.ocr.engine;

import io.fumikura.ocr.OcrStage;
import io.fumikura.ocr.OcrStageListener;

/** Tells how long each stage of one page took. */
final class Timings {
    private final OcrStageListener listener;
    private long start = System.nanoTime();

    Timings(OcrStageListener listener) {
        this.listener = listener;
    }

    void done(OcrStage stage) {
        long now = System.nanoTime();
        listener.took(stage, now - start);
        start = now;
    }
}
