@NullMarked
package io.fumikura.ocr.layout;

import org.jspecify.annotations.NullMarked;
