package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What is left of the limits of one document. The clock runs while the document is read and stands
 * still while the pages that were read are on their way to the database. Used by one thread at a
 * time.
 */
public final class ParseBudget {
    private final ParseLimits limits;
    private long used;
    private long since = System.nanoTime();
    private final AtomicLong waited = new AtomicLong();
    private volatile OptionalLong waitingSince = OptionalLong.empty();

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

    /** Work with a time limit of its own, which does not count. */
    public <T> T apart(Supplier<T> work) {
        pause();
        try {
            return work.get();
        } finally {
            resume();
        }
    }

    /** A wait for what others have. */
    interface Wait<T> {
        T end() throws InterruptedException;
    }

    /**
     * Waits for what others have: neither this document's time nor that of its step.
     *
     * @throws ServiceException the thread was told to stop
     */
    <T> T waiting(Wait<T> wait) {
        long begun = System.nanoTime();
        waitingSince = OptionalLong.of(begun);
        pause();
        try {
            return wait.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timeout(limits);
        } finally {
            resume();
            waited.addAndGet(System.nanoTime() - begun);
            waitingSince = OptionalLong.empty();
        }
    }

    /** How long all waits took so far; asked by other threads. */
    Duration waited() {
        OptionalLong since = waitingSince;
        long now = since.isPresent() ? System.nanoTime() - since.getAsLong() : 0;
        return Duration.ofNanos(waited.get() + now);
    }

    public ParseLimits limits() {
        return limits;
    }

    /** Time that was left when the clock was last set going; negative when there was none. */
    private Duration left() {
        return limits.timeout().minusNanos(used);
    }

    /** Time for the step that begins now. */
    Duration leftForStep() {
        Duration left = left();
        return left.compareTo(limits.step()) < 0 ? left : limits.step();
    }

    /**
     * @throws ServiceException the time of the document or of this step ran out, or the thread was
     *     told to stop
     */
    public void checkTime() {
        if (Thread.currentThread().isInterrupted()
                || leftForStep().minusNanos(System.nanoTime() - since).isNegative()) {
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
        if (characters > limits.text().maxCharacters()) {
            throw tooLarge(
                    "The document has more than %,d characters of text, the limit",
                    limits.text().maxCharacters());
        }
    }

    /**
     * @throws ServiceException more text than allowed would have to be in memory at once
     */
    public void checkHeldCharacters(long characters) {
        if (characters > limits.text().maxHeldCharacters()) {
            throw tooLarge(
                    "The document can only be read as a whole, and has more than %,d characters, the"
                            + " limit for that",
                    limits.text().maxHeldCharacters());
        }
    }

    /**
     * @throws ServiceException elements are nested deeper than allowed
     */
    public void checkDepth(int depth) {
        if (depth > limits.text().maxDepth()) {
            throw tooLarge(
                    "The document is nested more than %,d levels deep, the limit",
                    limits.text().maxDepth());
        }
    }

    /**
     * @throws ServiceException a picture has more pixels than allowed
     */
    public void checkPixels(long width, long height) {
        if (height > 0 && width > limits.maxPixels() / height) {
            throw tooLarge("The picture has more than %,d pixels, the limit", limits.maxPixels());
        }
    }

    /**
     * @throws ServiceException the document is larger unpacked than allowed
     */
    public void checkUnpacked(long bytes) {
        if (bytes > limits.unpacked().maxBytes()) {
            throw tooLarge(
                    "The document is more than %,d bytes when unpacked, the limit",
                    limits.unpacked().maxBytes());
        }
    }

    /**
     * @throws ServiceException a page of a PDF is larger unpacked than allowed
     */
    public void checkPageBytes(long bytes) {
        if (bytes > limits.unpacked().maxPageBytes()) {
            throw tooLarge(
                    "A page of the document takes more than %,d bytes of memory, the limit",
                    limits.unpacked().maxPageBytes());
        }
    }

    /**
     * @throws ServiceException an archive has more files than allowed
     */
    public void checkEntries(long entries) {
        if (entries > limits.unpacked().maxEntries()) {
            throw tooLarge(
                    "The document holds more than %,d files, the limit",
                    limits.unpacked().maxEntries());
        }
    }

    private static ServiceException tooLarge(String sentence, long limit) {
        return new ServiceException(
                ErrorCode.DOCUMENT_TOO_LARGE, String.format(Locale.ROOT, sentence, limit));
    }

    static ServiceException timeout(ParseLimits limits) {
        return new ServiceException(
                ErrorCode.DEADLINE_EXCEEDED,
                "The document could not be read within %d seconds, or a part of it within %d"
                        .formatted(limits.timeout().toSeconds(), limits.step().toSeconds()));
    }
}
