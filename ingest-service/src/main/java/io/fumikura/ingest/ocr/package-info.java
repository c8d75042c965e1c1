/**
 * OCR by another process: YomiToku behind its wrapper, or whatever speaks the same few words. The
 * second adapter of the port {@link io.fumikura.ocr.OcrEngine}; nothing its HTTP client throws
 * leaves it. Start at {@link io.fumikura.ingest.ocr.RemoteOcrEngine}.
 */
@NullMarked
package io.fumikura.ingest.ocr;

import org.jspecify.annotations.NullMarked;
