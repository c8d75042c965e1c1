package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.time.Duration;

/**
 * What is left of the limits of one document. The clock runs while the document is read and stands
 * still while the pages that were read are on their way to the database. Used by one thread at a
 * time.
 */
public final class ParseBudget {
    private final ParseLimits limits;
    private long used;
    private long since = System.nanoTime();

    /** The clock runs from now. */
    public ParseBudget(ParseLimits limits) {
        this.limits = limits;
    }

    void resume() {
        since = System.nanoTime();
    }

    void pause() {
        used += System.nanoTime() - since;
    }

    /** Time that was left when the clock was last set going; negative when there was none. */
    Duration left() {
        return limits.timeout().minusNanos(used);
    }

    /**
     * @throws ServiceException the time ran out, or the thread was told to stop
     */
    public void checkTime() {
        if (Thread.currentThread().isInterrupted()
                || left().minusNanos(System.nanoTime() - since).isNegative()) {
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
