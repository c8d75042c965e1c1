/**
 * Cuts parsed documents into passages that are embedded and found. Plain values; depends on the
 * parsed document only. Start at {@link io.fumikura.ingest.chunk.Chunker}.
 */
@NullMarked
package io.fumikura.ingest.chunk;

import org.jspecify.annotations.NullMarked;
