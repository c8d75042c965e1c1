/**
 * Points, boxes and quadrilaterals of a page, in pixels from its top left corner. Depends on
 * nothing.
 */
@NullMarked
package io.fumikura.ocr.geometry;

import org.jspecify.annotations.NullMarked;
