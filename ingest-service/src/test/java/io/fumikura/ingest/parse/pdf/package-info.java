/** Tests of {@code io.fumikura.ingest.parse.pdf}. */
@NullMarked
package io.fumikura.ingest.parse.pdf;

import org.jspecify.annotations.NullMarked;
