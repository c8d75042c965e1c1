package io.fumikura.ocr;

/** The page was given up, because its caller left or its time was over. */
public final class OcrCancelled extends RuntimeException {
    public OcrCancelled(String reason) {
        super(reason);
    }
}
