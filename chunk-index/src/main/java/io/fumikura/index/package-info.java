/**
 * The Qdrant collection of passages: one owner of its schema and of the Japanese lexical encoding,
 * because ingest writes what query reads. Plain Java over the official client; every call answers
 * with a {@link java.util.concurrent.CompletionStage}. Start at {@link
 * io.fumikura.index.ChunkIndex}.
 */
@NullMarked
package io.fumikura.index;

import org.jspecify.annotations.NullMarked;
