package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.ReconcileLine.Finding;

/** Findings with something else said. */
final class Findings {
    private Findings() {}

    static Finding repaired(Finding finding) {
        return copy(finding, finding.detail(), true);
    }

    static Finding withDetail(Finding finding, String why) {
        return copy(finding, finding.detail() + "; not repaired: " + why, false);
    }

    private static Finding copy(Finding finding, String detail, boolean repaired) {
        return new Finding(
                finding.kind(),
                finding.documentId(),
                finding.generation(),
                finding.sha256(),
                finding.count(),
                detail,
                repaired);
    }
}
