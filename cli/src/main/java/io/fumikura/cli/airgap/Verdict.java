package io.fumikura.cli.airgap;

/**
 * @param reason whose port it is, or why it is outside
 */
record Verdict(boolean allowed, String reason) {
    static Verdict allowed(String reason) {
        return new Verdict(true, reason);
    }

    static Verdict outside(String reason) {
        return new Verdict(false, reason);
    }
}
