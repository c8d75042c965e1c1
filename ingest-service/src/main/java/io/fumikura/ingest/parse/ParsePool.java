package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Runs parsers on threads of its own, each with a time limit. A parser that does not even react to
 * being interrupted is left behind and its caller answered; a few spare threads make up for those,
 * and when they are used up new work is refused as overload.
 */
public final class ParsePool implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ParsePool.class);
    private static final int SPARE_THREADS = 4;

    /** Time a parser has to notice its own deadline before it is interrupted. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Map<Format, DocumentParser> parsers;
    private final ParseLimits limits;
    private final ExecutorService threads;
    private final AtomicLong finished = new AtomicLong();

    public ParsePool(Map<Format, DocumentParser> parsers, ParseLimits limits, int workers) {
        this.parsers = Map.copyOf(parsers);
        this.limits = limits;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(
                        0,
                        workers + SPARE_THREADS,
                        30,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, "parse-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Fails with {@link ServiceException} for the document's faults, else with what happened. */
    public CompletionStage<ParsedDocument> parse(Format format, Path file) {
        DocumentParser parser = parsers.get(format);
        if (parser == null) {
            throw new IllegalArgumentException("no parser for " + format);
        }
        CompletableFuture<ParsedDocument> result = new CompletableFuture<>();
        try {
            Future<?> running = threads.submit(() -> run(parser, file, result));
            return result.orTimeout(limits.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((parsed, failure) -> running.cancel(true))
                    .exceptionally(this::asTimeout);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    ServiceException.overloaded(
                            "All parser threads are stuck", Duration.ofSeconds(30)));
        }
    }

    /** How many parses ended since the start, well or not. */
    public long finished() {
        return finished.get();
    }

    private void run(DocumentParser parser, Path file, CompletableFuture<ParsedDocument> result) {
        try {
            result.complete(parser.parse(file, new ParseBudget(limits)));
        } catch (StackOverflowError | OutOfMemoryError e) {
            LOG.errorf(e, "parsing %s needed too much memory", file.getFileName());
            result.completeExceptionally(
                    new ServiceException(
                            ErrorCode.DOCUMENT_TOO_LARGE,
                            "The document needs more memory than there is",
                            e));
        } catch (Exception | LinkageError e) {
            result.completeExceptionally(e);
        } finally {
            finished.incrementAndGet();
        }
    }

    private ParsedDocument asTimeout(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failure;
        if (cause instanceof TimeoutException) {
            throw ParseBudget.timeout(limits);
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        throw new CompletionException(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
