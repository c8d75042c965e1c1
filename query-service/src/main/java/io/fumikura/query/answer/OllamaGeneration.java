package io.fumikura.query.answer;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One answer being written: passes the pieces on, keeps time (first token, gap, total), and ends
 * exactly once, however Ollama ends. Called from the reading thread, the timer and whoever cancels.
 */
final class OllamaGeneration implements StreamingChatResponseHandler {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final long PAUSE_NANOS = 1_000_000;

    private final MultiEmitter<? super Generation> listener;
    private final UniEmitter<? super Void> begun;
    private final OllamaSettings settings;
    private final ScheduledExecutorService timer;
    private final Runnable stop;
    private @Nullable ScheduledFuture<?> nextPiece;
    private @Nullable ScheduledFuture<?> whole;
    private @Nullable ScheduledFuture<?> requestEnds;
    private boolean hasBegun;
    private volatile boolean over;

    /**
     * @param begun told once: that the first token has come, or why none did, which is a {@link
     *     RejectedExecutionException} where it was no fault of Ollama's but a pool of ours was
     *     full; a failure after it goes to the listener
     * @param stop ends the call to Ollama; may be run more than once
     */
    OllamaGeneration(
            MultiEmitter<? super Generation> listener,
            UniEmitter<? super Void> begun,
            OllamaSettings settings,
            ScheduledExecutorService timer,
            Runnable stop) {
        this.listener = listener;
        this.begun = begun;
        this.settings = settings;
        this.timer = timer;
        this.stop = stop;
    }

    /**
     * @param first the longest wait for the first token
     * @param deadline of the request; no fault of Ollama's where it comes before the settings do
     */
    synchronized void startClock(Duration first, Deadline deadline) {
        if (over) {
            return;
        }
        Duration total = settings.patience().total();
        whole = after(total, "the answer was not complete after " + total.toSeconds() + " s");
        nextPiece = after(first, "no answer began within " + first.toSeconds() + " s");
        requestEnds =
                timer.schedule(
                        this::outOfTime, deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onPartialResponse(String text) {
        accept(text);
        // The reading thread waits here, and Ollama behind it, while the reader has enough.
        while (!over && listener.requested() == 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        expectNext();
    }

    private synchronized void accept(String text) {
        if (over) {
            return;
        }
        cancel(nextPiece);
        if (!hasBegun) {
            begun.complete(null);
            hasBegun = true;
        }
        listener.emit(new Generation.Token(text));
    }

    private synchronized void expectNext() {
        if (!over) {
            Duration gap = settings.patience().gap();
            nextPiece = after(gap, "the answer stood still for " + gap.toSeconds() + " s");
        }
    }

    @Override
    public synchronized void onCompleteResponse(ChatResponse response) {
        if (!over) {
            end();
            if (!hasBegun) {
                begun.complete(null);
            }
            TokenUsage usage = response.tokenUsage();
            listener.emit(
                    new Generation.Finished(
                            usage == null ? Generation.Usage.NONE : usage(usage),
                            response.finishReason() == FinishReason.LENGTH));
            listener.complete();
        }
    }

    @Override
    public synchronized void onError(Throwable failure) {
        if (!over) {
            end();
            stop.run();
            if (hasBegun) {
                listener.fail(translate(failure));
            } else {
                begun.fail(
                        isOurs(failure)
                                ? new RejectedExecutionException(failure)
                                : translate(failure));
            }
        }
    }

    /** Ollama has said all it will say; if the answer was not complete by then, it broke off. */
    void streamEnded() {
        fail("the answer broke off");
    }

    /** Whoever wanted the answer has gone, or has got it. */
    synchronized void abandon() {
        end();
        stop.run();
    }

    private void fail(String detail) {
        onError(
                new ServiceException(
                        ErrorCode.DEPENDENCY_UNAVAILABLE, "the language model: " + detail));
    }

    private void outOfTime() {
        onError(
                new ServiceException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "the time ran out while the language model was writing"));
    }

    private void end() {
        over = true;
        cancel(nextPiece);
        cancel(whole);
        cancel(requestEnds);
    }

    private ScheduledFuture<?> after(Duration time, String detail) {
        return timer.schedule(() -> fail(detail), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    private static Generation.Usage usage(TokenUsage usage) {
        return new Generation.Usage(
                count(usage.inputTokenCount()), count(usage.outputTokenCount()));
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    private ServiceException translate(Throwable failure) {
        if (failure instanceof ServiceException known) {
            return known;
        }
        if (isOurs(failure)) {
            return ServiceException.overloaded(
                    "there is too much to do for another answer", RETRY_AFTER);
        }
        if (isBusy(failure)) {
            return ServiceException.overloaded(
                    "the language model's server has too much to do", RETRY_AFTER);
        }
        String detail =
                failure instanceof ModelNotFoundException
                        ? "Ollama has no model \"" + settings.model() + "\""
                        : "the language model cannot be used";
        return new ServiceException(ErrorCode.DEPENDENCY_UNAVAILABLE, detail, failure);
    }

    /** No thread of ours was free to ask, or to read what was answered. */
    private static boolean isOurs(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RejectedExecutionException) {
                return true;
            }
        }
        return false;
    }

    /** Ollama refuses with 503 when its own queue is full; LangChain4j wraps that. */
    private static boolean isBusy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException answered) {
                return answered.statusCode() == 503 || answered.statusCode() == 429;
            }
        }
        return false;
    }
}
