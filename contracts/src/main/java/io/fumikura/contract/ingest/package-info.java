/**
 * What ingest-service speaks over REST: documents, their progress, and dead letters. Start at
 * {@link io.fumikura.contract.ingest.DocumentView}.
 */
@NullMarked
package io.fumikura.contract.ingest;

import org.jspecify.annotations.NullMarked;
