package io.fumikura.ingest.reconcile;

import java.time.Duration;

/**
 * How to compare.
 *
 * @param repair whether to make good what can be
 * @param stuckAfter how long a document may be without progress, and an unused original lie
 */
public record ReconcileOptions(boolean repair, Duration stuckAfter) {}
