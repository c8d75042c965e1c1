/** From the picture of a line to its characters. */
@NullMarked
package io.fumikura.ocr.recognise;

import org.jspecify.annotations.NullMarked;
