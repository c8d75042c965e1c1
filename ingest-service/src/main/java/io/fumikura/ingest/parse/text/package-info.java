/** Plain text and separated values. Start at {@link io.fumikura.ingest.parse.text.TextDecoder}. */
@NullMarked
package io.fumikura.ingest.parse.text;

import org.jspecify.annotations.NullMarked;
