/**
 * {@code profile.json}: what surrounds the graphs of an OCR model, and whether the graphs fit it.
 */
@NullMarked
package io.fumikura.ocr.profile;

import org.jspecify.annotations.NullMarked;
