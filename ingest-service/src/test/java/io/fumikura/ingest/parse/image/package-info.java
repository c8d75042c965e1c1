/** Tests of {@code io.fumikura.ingest.parse.image}. */
@NullMarked
package io.fumikura.ingest.parse.image;

import org.jspecify.annotations.NullMarked;
