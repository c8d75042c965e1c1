@NullMarked
package io.fumikura.ocr.profile;

import org.jspecify.annotations.NullMarked;
