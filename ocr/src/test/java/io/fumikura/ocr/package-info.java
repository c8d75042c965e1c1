@NullMarked
package io.fumikura.ocr;

import org.jspecify.annotations.NullMarked;
