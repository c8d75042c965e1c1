/**
 * Bytes to pages, blocks and lines, one parser a format. Depends on parsing libraries and the error
 * catalogue only. Start at {@link io.fumikura.ingest.parse.DocumentParser}.
 */
@NullMarked
package io.fumikura.ingest.parse;

import org.jspecify.annotations.NullMarked;
