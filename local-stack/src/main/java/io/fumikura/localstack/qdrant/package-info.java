/**
 * The part of Qdrant's gRPC interface that chunk-index uses, kept by Lucene. Collections are
 * folders, points are Lucene documents, and a write is on the disk when it is answered. Start at
 * QdrantServer; a call goes from a facade to Collection, which reads and writes.
 */
@NullMarked
package io.fumikura.localstack.qdrant;

import org.jspecify.annotations.NullMarked;
