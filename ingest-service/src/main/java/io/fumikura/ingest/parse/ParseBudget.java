package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;

/** What is left of the limits of one parse. Used by one thread. */
public final class ParseBudget {
    private final ParseLimits limits;
    private final long deadline;

    public ParseBudget(ParseLimits limits) {
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.timeout().toNanos();
    }

    /**
     * @throws ServiceException the time ran out, or the thread was told to stop
     */
    public void checkTime() {
        if (Thread.currentThread().isInterrupted() || System.nanoTime() - deadline > 0) {
            throw timeout(limits);
        }
    }

    /**
     * @throws ServiceException there are more pages than allowed
     */
    public void checkPages(int pages) {
        if (pages > limits.maxPages()) {
            throw new ServiceException(
                    ErrorCode.DOCUMENT_TOO_LARGE,
                    "The document has more than %,d pages, the limit".formatted(limits.maxPages()));
        }
    }

    /**
     * @throws ServiceException there is more text than allowed
     */
    public void checkCharacters(long characters) {
        if (characters > limits.maxCharacters()) {
            throw new ServiceException(
                    ErrorCode.DOCUMENT_TOO_LARGE,
                    "The document has more than %,d characters of text, the limit"
                            .formatted(limits.maxCharacters()));
        }
    }

    static ServiceException timeout(ParseLimits limits) {
        return new ServiceException(
                ErrorCode.DEADLINE_EXCEEDED,
                "The document could not be read within %d seconds"
                        .formatted(limits.timeout().toSeconds()));
    }
}
