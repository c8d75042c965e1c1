package io.fumikura.cli.load;

/** What became of a request, as its caller sees it. */
enum Outcome {
    /** As asked for. */
    DONE,
    /** An answer that says what is missing from it. */
    DEGRADED,
    /** A problem that says it will pass: 429, 503 or 504. */
    TOLD,
    /** Any other status, something that is no answer, or a connection that broke. */
    BROKEN,
    /** No answer within {@link LoadClient#PATIENCE}. */
    HANGING
}
