/** Tests of {@code io.fumikura.ingest.parse.text}. */
@NullMarked
package io.fumikura.ingest.parse.text;

import org.jspecify.annotations.NullMarked;
