@NullMarked
package io.fumikura.ocr.recognise;

import org.jspecify.annotations.NullMarked;
