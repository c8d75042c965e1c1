package io.fumikura.ocr;

/** Told how long the stages of pages take; called by the threads that read. */
@FunctionalInterface
public interface OcrStageListener {
    void took(OcrStage stage, long nanoseconds);

    static OcrStageListener none() {
        return (stage, nanoseconds) -> {};
    }
}
