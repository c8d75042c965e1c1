/**
 * Text to unit vectors. REST comes in at {@link io.fumikura.embedding.EmbedResource} and {@link
 * io.fumikura.embedding.EmbeddingsResource}, Kafka at {@link io.fumikura.embedding.BulkEmbedding};
 * all three call {@link io.fumikura.embedding.Embedder}, which is where to start reading.
 */
@NullMarked
package io.fumikura.embedding;

import org.jspecify.annotations.NullMarked;
