package io.fumikura.cli.airgap;

/**
 * A call that could have carried something to somebody else.
 *
 * @param process its pid
 * @param outcome {@code ok}, the name of the error, or {@code unfinished}
 * @param question the name that was looked up, or empty
 */
record Attempt(
        int process, String program, String call, Target target, String outcome, String question) {
    String what() {
        return question.isEmpty() ? target.toString() : target + " asking for " + question;
    }
}
