package io.fumikura.ingest.picture;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.ParseLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Draws on threads of its own: a few pictures at a time, a few more wait, and others are refused.
 * Whoever does not get an answer in time is told so, and the drawing, or the waiting for it, ends.
 */
public final class DrawingThreads implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DrawingThreads.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** Time to notice the deadline before being interrupted. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final long STACK_BYTES = 1 << 20;

    private final ThreadPoolExecutor threads;
    private final ParseLimits limits;

    /**
     * @param limits of one picture; its time is that from being asked for to being answered
     * @param waiting how many may wait
     */
    public DrawingThreads(ParseLimits limits, int workers, int waiting) {
        this.limits = limits;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(
                        workers,
                        workers,
                        30,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(waiting),
                        task -> {
                            String name = "draw-" + number.incrementAndGet();
                            Thread thread = new Thread(null, task, name, STACK_BYTES);
                            thread.setDaemon(true);
                            return thread;
                        });
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** What is done on one of the threads. */
    public interface Work<T> {
        T run(ParseBudget budget) throws IOException;
    }

    /** Fails with {@link ServiceException}. */
    public <T> CompletionStage<T> run(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        ParseBudget budget = new ParseBudget(limits);
        try {
            Future<?> running = threads.submit(() -> run(work, budget, result));
            return result.orTimeout(limits.step().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete(
                            (done, failure) -> {
                                // Only what is late: others go on with a result on its thread.
                                if (failure instanceof TimeoutException) {
                                    running.cancel(true);
                                    threads.purge();
                                }
                            })
                    .exceptionallyCompose(e -> CompletableFuture.failedFuture(translated(e)));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    ServiceException.overloaded(
                            "Too many pictures of pages are being drawn", RETRY_AFTER));
        }
    }

    private static <T> void run(Work<T> work, ParseBudget budget, CompletableFuture<T> result) {
        try {
            budget.checkTime();
            result.complete(work.run(budget));
        } catch (OutOfMemoryError e) {
            // The limits are there so that this does not happen.
            LOG.error("drawing a page needed too much memory", e);
            result.completeExceptionally(
                    notDrawn("Drawing the page needs more memory than there is", e));
        } catch (StackOverflowError e) {
            result.completeExceptionally(notDrawn("The page is nested too deep to be drawn", e));
        } catch (Exception | LinkageError e) {
            result.completeExceptionally(e);
        }
    }

    private ServiceException translated(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failure;
        if (cause instanceof TimeoutException) {
            return late(cause);
        }
        if (cause instanceof IOException) {
            return new ServiceException(
                    ErrorCode.DEPENDENCY_UNAVAILABLE, "The original cannot be read now", cause);
        }
        if (!(cause instanceof ServiceException known)) {
            LOG.warn("a page could not be drawn", cause);
            return notDrawn("The page is damaged and cannot be drawn", cause);
        }
        return switch (known.code()) {
            case DEADLINE_EXCEEDED -> late(known);
            // That is about a document that is sent; here the caller sends nothing.
            case DOCUMENT_TOO_LARGE -> notDrawn(known.detail(), known);
            default -> known;
        };
    }

    private ServiceException late(Throwable cause) {
        return new ServiceException(
                ErrorCode.DEADLINE_EXCEEDED,
                String.format(
                        Locale.ROOT,
                        "The page could not be drawn within %d seconds",
                        limits.step().toSeconds()),
                cause);
    }

    private static ServiceException notDrawn(String detail, Throwable cause) {
        return new ServiceException(ErrorCode.UNREADABLE_DOCUMENT, detail, cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
