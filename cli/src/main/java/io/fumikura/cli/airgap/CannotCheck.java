package io.fumikura.cli.airgap;

/** Why this machine cannot run the check, in a sentence that says what is missing. */
public final class CannotCheck extends Exception {
    CannotCheck(String sentence) {
        super(sentence);
    }
}
