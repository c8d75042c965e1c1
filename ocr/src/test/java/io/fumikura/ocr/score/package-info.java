@NullMarked
package io.fumikura.ocr.score;

import org.jspecify.annotations.NullMarked;
