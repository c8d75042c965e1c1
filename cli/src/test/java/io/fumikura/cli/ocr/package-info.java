@NullMarked
package io.fumikura.cli.ocr;

import org.jspecify.annotations.NullMarked;
