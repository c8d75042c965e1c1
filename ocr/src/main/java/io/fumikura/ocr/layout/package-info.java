/**
 * Direction, order and blocks of the lines of a page. Knows boxes and text, no pixels and no model.
 */
@NullMarked
package io.fumikura.ocr.layout;

import org.jspecify.annotations.NullMarked;
