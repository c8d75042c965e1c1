@NullMarked
package io.fumikura.ocr.engine;

import org.jspecify.annotations.NullMarked;
