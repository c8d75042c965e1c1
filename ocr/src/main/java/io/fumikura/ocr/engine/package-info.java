/** The stages put together. Start at {@link io.fumikura.ocr.engine.OnnxOcrEngine}. */
@NullMarked
package io.fumikura.ocr.engine;

import org.jspecify.annotations.NullMarked;
