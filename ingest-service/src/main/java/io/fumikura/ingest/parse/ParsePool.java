package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs parsers on threads of its own, each document with a time limit for each of its steps and for
 * all of them. A parser that does not even react to being interrupted is left behind and its caller
 * answered; a few spare threads make up for those, and when they are used up new work is refused as
 * overload. So many steps as there are workers are made at a time; others wait for their turn, and
 * their time has not begun.
 */
public final class ParsePool implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ParsePool.class);
    private static final int SPARE_THREADS = 4;

    /** Time a parser has to notice its own deadline before it is interrupted. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** The same on every machine; what nests deeper is refused. */
    private static final long STACK_BYTES = 1 << 20;

    private final Map<Format, DocumentParser> parsers;
    private final ParseLimits limits;
    private final ExecutorService threads;
    private final Turnstile turnstile;
    private final StepClock clock = new StepClock();
    private final AtomicLong finished = new AtomicLong();

    public ParsePool(Map<Format, DocumentParser> parsers, ParseLimits limits, int workers) {
        this.parsers = Map.copyOf(parsers);
        this.limits = limits;
        this.turnstile = new Turnstile(workers);
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(
                        0,
                        workers + SPARE_THREADS,
                        30,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> {
                            String name = "parse-" + number.incrementAndGet();
                            Thread thread = new Thread(null, task, name, STACK_BYTES);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Fails with {@link ServiceException} for the document's faults, else with what happened. */
    public CompletionStage<OpenDocument> open(Format format, Path file) {
        DocumentParser parser = parser(format);
        ParseBudget budget = pausedBudget();
        return run(budget, () -> opened(parser.open(file, budget), budget, PageReader::title));
    }

    /** A document whose title cannot be read is closed again. */
    private OpenDocument opened(
            PageReader reader, ParseBudget budget, Function<PageReader, Optional<String>> title)
            throws IOException {
        try {
            return new OpenDocument(this, reader, budget, title.apply(reader));
        } catch (RuntimeException | Error e) {
            reader.close();
            throw e;
        }
    }

    /**
     * These pages and no others of a document that says how many it {@linkplain
     * OpenDocument#pages() has}. Fails as {@link #open} does.
     */
    public CompletionStage<List<Page>> read(Format format, Path file, PageRange range) {
        DocumentParser parser = parser(format);
        ParseBudget budget = pausedBudget();
        return run(budget, () -> opened(parser.open(file, budget), budget, only(range)))
                .thenCompose(
                        document ->
                                rest(document, new ArrayList<>())
                                        .whenComplete((pages, failure) -> document.close()));
    }

    /** Nobody asks for the title of a part, which would mean to read the first pages. */
    private static Function<PageReader, Optional<String>> only(PageRange range) {
        return reader -> {
            reader.only(range);
            return Optional.empty();
        };
    }

    private static CompletionStage<List<Page>> rest(OpenDocument document, List<Page> before) {
        return document.next()
                .thenCompose(
                        pages -> {
                            before.addAll(pages);
                            return pages.isEmpty()
                                    ? CompletableFuture.completedStage(before)
                                    : rest(document, before);
                        });
    }

    private DocumentParser parser(Format format) {
        DocumentParser parser = parsers.get(format);
        if (parser == null) {
            throw new IllegalArgumentException("no parser for " + format);
        }
        return parser;
    }

    private ParseBudget pausedBudget() {
        ParseBudget budget = new ParseBudget(limits);
        budget.pause();
        return budget;
    }

    /** How many documents were closed since the start, read to the end or not. */
    public long finished() {
        return finished.get();
    }

    /** A step of reading a document, on a thread of this pool and within the document's time. */
    <T> CompletionStage<T> run(ParseBudget budget, Callable<T> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        turnstile.take(turn -> begin(turn, budget, step, result));
        return result.exceptionallyCompose(e -> CompletableFuture.failedFuture(withTimeout(e)));
    }

    private <T> void begin(
            Turnstile.Turn turn,
            ParseBudget budget,
            Callable<T> step,
            CompletableFuture<T> result) {
        // A step that is late has lost its turn, although its thread may be stuck.
        var unusedTurn = result.whenComplete((done, failure) -> turn.end());
        try {
            Future<?> running = threads.submit(() -> run(turn, budget, step, result));
            var unusedStop = result.whenComplete((done, failure) -> stop(running, failure));
            clock.watch(result, budget, budget.leftForStep().plus(GRACE));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(
                    ServiceException.overloaded(
                            "All parser threads are stuck", Duration.ofSeconds(30)));
        }
    }

    /** Only what is late: whoever goes on with a result on its thread is not to be interrupted. */
    private static void stop(Future<?> running, @Nullable Throwable failure) {
        if (failure instanceof TimeoutException) {
            running.cancel(true);
        }
    }

    private static <T> void run(
            Turnstile.Turn turn,
            ParseBudget budget,
            Callable<T> step,
            CompletableFuture<T> result) {
        budget.resume();
        Runnable answer;
        try {
            T value = step.call();
            answer = () -> answer(result, value);
        } catch (StackOverflowError e) {
            answer = () -> result.completeExceptionally(tooLarge("is nested too deep", e));
        } catch (OutOfMemoryError e) {
            // The limits are there so that this does not happen; in the images the process ends by
            // it.
            LOG.error("reading a document needed too much memory", e);
            answer =
                    () ->
                            result.completeExceptionally(
                                    tooLarge("needs more memory than there is", e));
        } catch (Exception | LinkageError e) {
            answer = () -> result.completeExceptionally(e);
        }
        // Whoever waits may go on with the next step at once.
        budget.pause();
        turn.end();
        answer.run();
    }

    /** A document that was opened too late is nobody's. */
    private static <T> void answer(CompletableFuture<T> result, T value) {
        if (!result.complete(value) && value instanceof OpenDocument unwanted) {
            unwanted.close();
        }
    }

    private static ServiceException tooLarge(String reason, Throwable cause) {
        return new ServiceException(ErrorCode.DOCUMENT_TOO_LARGE, "The document " + reason, cause);
    }

    /** Lets a document go; on this thread where all others are stuck. */
    void release(Runnable closing) {
        finished.incrementAndGet();
        Runnable quiet =
                () -> {
                    try {
                        closing.run();
                    } catch (RuntimeException e) {
                        LOG.warnf("a document could not be closed: %s", e);
                    }
                };
        try {
            threads.execute(quiet);
        } catch (RejectedExecutionException e) {
            quiet.run();
        }
    }

    private RuntimeException withTimeout(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failure;
        if (cause instanceof TimeoutException) {
            return ParseBudget.timeout(limits);
        }
        return cause instanceof RuntimeException runtime ? runtime : new CompletionException(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        clock.close();
    }
}
