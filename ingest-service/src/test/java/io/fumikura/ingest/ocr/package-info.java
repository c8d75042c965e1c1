/** The adapter against servers that speak the wrapper's few words, well and badly. */
@NullMarked
package io.fumikura.ingest.ocr;

import org.jspecify.annotations.NullMarked;
