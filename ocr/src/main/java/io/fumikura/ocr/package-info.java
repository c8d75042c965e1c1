/**
 * A page image in, its text with geometry out. Start at {@link io.fumikura.ocr.OcrEngine}; the one
 * that computes is {@link io.fumikura.ocr.engine.OnnxOcrEngine}.
 */
@NullMarked
package io.fumikura.ocr;

import org.jspecify.annotations.NullMarked;
