/**
 * Whether database, blob store and index agree, document by document, and making them agree again.
 * Start at {@link io.fumikura.ingest.reconcile.Reconciliation}.
 */
@NullMarked
package io.fumikura.ingest.reconcile;

import org.jspecify.annotations.NullMarked;
