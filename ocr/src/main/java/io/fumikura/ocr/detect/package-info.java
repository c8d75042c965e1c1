/** From a model's output to the places of lines and blocks. */
@NullMarked
package io.fumikura.ocr.detect;

import org.jspecify.annotations.NullMarked;
