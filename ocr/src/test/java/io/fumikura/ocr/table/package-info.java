@NullMarked
package io.fumikura.ocr.table;

import org.jspecify.annotations.NullMarked;
