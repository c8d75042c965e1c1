/** Pixels: reading pictures within limits, resampling, cutting out and turning. Knows no model. */
@NullMarked
package io.fumikura.ocr.image;

import org.jspecify.annotations.NullMarked;
