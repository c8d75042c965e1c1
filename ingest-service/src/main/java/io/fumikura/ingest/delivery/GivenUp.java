package io.fumikura.ingest.delivery;

import io.fumikura.contract.problem.ServiceException;

/** Why a record was given up that nobody foresaw a failure of: it failed each time it was tried. */
public final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int attempts;

    GivenUp(int attempts, Throwable cause) {
        super("failed %d times".formatted(attempts), cause);
        this.attempts = attempts;
    }

    /** How often a record was tried that failed so. */
    public static int attempts(ServiceException failure) {
        return failure.getCause() instanceof GivenUp givenUp ? givenUp.attempts : 1;
    }
}
