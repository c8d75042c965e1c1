/**
 * Measures how well pages are read whose text is known, in this process and without a running
 * system. Start at {@link io.fumikura.cli.ocr.OcrEvaluation}; what is compared is in module {@code
 * ocr}, package {@code ocr.score}.
 */
@NullMarked
package io.fumikura.cli.ocr;

import org.jspecify.annotations.NullMarked;
