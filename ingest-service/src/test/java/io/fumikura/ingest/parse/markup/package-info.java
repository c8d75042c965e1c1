/** Tests of {@code io.fumikura.ingest.parse.markup}. */
@NullMarked
package io.fumikura.ingest.parse.markup;

import org.jspecify.annotations.NullMarked;
