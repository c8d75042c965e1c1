/** Pages of our own invention in the documented form, and mappings of other forms. */
@NullMarked
package io.fumikura.ingest.ocr.mapping;

import org.jspecify.annotations.NullMarked;
