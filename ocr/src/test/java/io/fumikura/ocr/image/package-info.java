@NullMarked
package io.fumikura.ocr.image;

import org.jspecify.annotations.NullMarked;
