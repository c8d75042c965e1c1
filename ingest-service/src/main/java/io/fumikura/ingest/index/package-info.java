/**
 * Vectors into the index: waiting for the model and the collection, writing points, publishing a
 * generation when it is complete. Start at {@link io.fumikura.ingest.index.Indexer}.
 */
@NullMarked
package io.fumikura.ingest.index;

import org.jspecify.annotations.NullMarked;
