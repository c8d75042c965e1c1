@NullMarked
package io.fumikura.ocr.detect;

import org.jspecify.annotations.NullMarked;
