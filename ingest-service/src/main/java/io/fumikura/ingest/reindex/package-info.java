/**
 * The index for another embedding model, built beside the one that is searched from the passages in
 * the database, while documents come and go. Start at {@link
 * io.fumikura.ingest.reindex.ReindexOrders} (what operators say), then {@link
 * io.fumikura.ingest.reindex.Reindexer} (the work).
 */
@NullMarked
package io.fumikura.ingest.reindex;

import org.jspecify.annotations.NullMarked;
