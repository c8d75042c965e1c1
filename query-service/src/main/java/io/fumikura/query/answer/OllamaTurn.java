package io.fumikura.query.answer;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One answer's way to Ollama and back: wait for a place → see whether the model is loaded → ask. It
 * ends when the answer does, or when whoever wanted it leaves, at whatever step it is.
 */
final class OllamaTurn implements Places.Caller {
    private final OllamaAnswerModel.Parts parts;
    private final Places.Owner owner;
    private final Prompt prompt;
    private final Deadline deadline;
    private final MultiEmitter<? super Generation> listener;
    private final AtomicReference<@Nullable OllamaGeneration> generation = new AtomicReference<>();
    private final AtomicReference<@Nullable Cancellable> asking = new AtomicReference<>();
    private final Duration wait;
    private final ScheduledFuture<?> impatience;
    private volatile boolean hasPlace;
    private volatile boolean left;

    OllamaTurn(
            OllamaAnswerModel.Parts parts,
            Places.Owner owner,
            Prompt prompt,
            Deadline deadline,
            MultiEmitter<? super Generation> listener) {
        this.parts = parts;
        this.owner = owner;
        this.prompt = prompt;
        this.deadline = deadline;
        this.listener = listener;
        this.wait = deadline.atMost(parts.settings().patience().queue());
        this.impatience =
                parts.timer().schedule(this::waitedTooLong, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    void begin() {
        listener.onTermination(this::leave);
        try {
            parts.places().enter(this);
        } catch (ServiceException full) {
            listener.fail(full);
        }
        if (left) {
            // Who left before coming in had no place to give back.
            parts.places().leave(this);
        }
    }

    @Override
    public Places.Owner owner() {
        return owner;
    }

    @Override
    public void waits(int position) {
        listener.emit(new Generation.Waiting(position));
    }

    @Override
    public void goes() {
        if (left) {
            return;
        }
        hasPlace = true;
        impatience.cancel(false);
        Uni<Void> answering =
                parts.probe()
                        .loaded()
                        .chain(loaded -> parts.attempts().call(() -> begun(loaded), deadline));
        asking.set(answering.subscribe().with(begun -> {}, listener::fail));
        if (left) {
            leave();
        }
    }

    /** Done with the first token, which is when a breaker may call it a success. */
    private Uni<Void> begun(boolean loaded) {
        return Uni.createFrom().emitter(begun -> ask(loaded, begun));
    }

    private void ask(boolean loaded, UniEmitter<? super Void> begun) {
        if (!loaded) {
            listener.emit(Generation.Waiting.FOR_THE_MODEL);
        }
        // The call ends the generation and the generation ends the call.
        Runnable[] streamEnded = {() -> {}};
        OllamaCall call = new OllamaCall(parts.http(), parts.readers(), () -> streamEnded[0].run());
        OllamaGeneration writing =
                new OllamaGeneration(
                        listener, begun, parts.settings(), parts.timer(), call::cancel);
        streamEnded[0] = writing::streamEnded;
        generation.set(writing);
        OllamaSettings.Patience patience = parts.settings().patience();
        Duration first =
                loaded ? patience.firstToken() : patience.firstToken().plus(patience.load());
        writing.startClock(first, deadline);
        try {
            parts.settings().model(call).chat(request(), writing);
        } catch (RuntimeException e) {
            writing.onError(e);
        }
        if (left) {
            leave();
        }
    }

    private ChatRequest request() {
        return ChatRequest.builder()
                .messages(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user()))
                .build();
    }

    private void waitedTooLong() {
        if (hasPlace) {
            return;
        }
        boolean isCallersOwn = wait.compareTo(parts.settings().patience().queue()) < 0;
        listener.fail(
                new ServiceException(
                        isCallersOwn ? ErrorCode.DEADLINE_EXCEEDED : ErrorCode.OVERLOADED,
                        "the language model had no time for this answer within %d s"
                                .formatted(wait.toSeconds())));
    }

    /** May be called at any time and more than once. */
    private void leave() {
        left = true;
        impatience.cancel(false);
        // First of all the attempt is called off: it may be the one by which the breaker sees
        // whether Ollama is back, and an attempt that was given up says nothing about that.
        Cancellable asked = asking.get();
        if (asked != null) {
            asked.cancel();
        }
        OllamaGeneration writing = generation.get();
        if (writing != null) {
            writing.abandon();
        }
        parts.places().leave(this);
    }
}
