package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.contract.ingest.ReconcileLine.Summary;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Counts what was looked at and what was found; steps follow each other on several threads. */
final class Tally {
    private static final Set<FindingKind> LACKING =
            EnumSet.of(FindingKind.POINTS_MISSING, FindingKind.POINTS_HIDDEN);

    private final Map<FindingKind, Long> findings = new EnumMap<>(FindingKind.class);
    private long documents;
    private long points;
    private long blobs;
    private long repaired;
    private boolean pointsLacking;

    synchronized void document() {
        documents++;
    }

    synchronized void points(int count) {
        points += count;
    }

    synchronized void blobs(int count) {
        blobs += count;
    }

    synchronized void finding(Finding finding) {
        findings.merge(finding.kind(), 1L, Long::sum);
        repaired += finding.repaired() ? 1 : 0;
        pointsLacking |= !finding.repaired() && LACKING.contains(finding.kind());
    }

    /** Whether documents are still not found as they should be. */
    synchronized boolean pointsAreLacking() {
        return pointsLacking;
    }

    synchronized Summary summary(String indexCompat) {
        return new Summary(
                indexCompat, documents, points, blobs, new EnumMap<>(findings), repaired);
    }
}
