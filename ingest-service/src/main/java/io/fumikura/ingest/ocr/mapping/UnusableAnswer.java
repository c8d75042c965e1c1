package io.fumikura.ingest.ocr.mapping;

/** What an OCR engine answered is no page, and why; in words that continue "its answer …". */
public final class UnusableAnswer extends RuntimeException {
    public UnusableAnswer(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
