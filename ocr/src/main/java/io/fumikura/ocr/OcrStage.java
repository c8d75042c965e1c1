package io.fumikura.ocr;

/** What a page goes through, for timings. */
public enum OcrStage {
    DETECT,
    RECOGNISE,
    TABLES,
    LAYOUT
}
