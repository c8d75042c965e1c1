package io.fumikura.serving;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.DeviceLost;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.batch.Overloaded;
import io.fumikura.inference.batch.ShuttingDown;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A call of the model as a service makes it. */
@Singleton
public final class ModelCall {
    private final TextModel model;
    private final Task task;
    private final ModelMetrics metrics;
    private final Tracer tracer;

    ModelCall(TextModel model, ModelMetrics metrics, Tracer tracer) {
        this.model = model;
        this.task = model.folder().manifest().task();
        this.metrics = metrics;
        this.tracer = tracer;
    }

    /**
     * What a caller asks for.
     *
     * @param inputs how many results it expects
     * @param check refuses the call before anything is tokenised
     * @param encode makes the inputs, on the tokenisation pool
     * @param deadline for everything, tokenisation and queue included
     */
    public record Ask(
            Lane lane,
            int inputs,
            Runnable check,
            Function<TextEncoder, List<Encoded>> encode,
            Duration deadline) {}

    /**
     * Check → tokenise → queue → compute. Every failure leaves as a {@link ServiceException}. A
     * caller that cancels frees its place in the queue. The call belongs to the trace in which this
     * is called, wherever the result is subscribed to.
     */
    public Uni<TextResult> run(Ask ask) {
        Context caller = Context.current();
        return Uni.createFrom().deferred(() -> start(ask, caller));
    }

    private Uni<TextResult> start(Ask ask, Context caller) {
        CallWatch watch = new CallWatch(ask, task, metrics, new StageSpans(tracer, caller));
        return Uni.createFrom()
                .completionStage(() -> checked(ask, watch))
                .onFailure()
                .transform(ModelCall::translate)
                .invoke(watch::finished)
                .onFailure(ServiceException.class)
                .invoke(watch::failed);
    }

    private CompletionStage<TextResult> checked(Ask ask, CallWatch watch) {
        ask.check().run();
        return model.run(ask.lane(), watch::encode, ask.deadline());
    }

    /** Uses the tokeniser alone, on its pool; failures leave as those of {@link #run} do. */
    <T> Uni<T> tokenize(Function<TextEncoder, T> work) {
        return Uni.createFrom()
                .completionStage(() -> model.tokenize(work))
                .onFailure()
                .transform(ModelCall::translate);
    }

    /** The one place where what the model library throws becomes an error of a service. */
    static ServiceException translate(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return translate(failure.getCause());
        }
        if (failure instanceof ServiceException known) {
            return known;
        }
        if (failure instanceof Overloaded overloaded) {
            return ServiceException.overloaded(
                    "The model is busy: " + overloaded.getMessage(), overloaded.retryAfter());
        }
        if (failure instanceof TimeoutException) {
            return new ServiceException(
                    ErrorCode.DEADLINE_EXCEEDED, "The model did not get to this call in time");
        }
        if (failure instanceof ShuttingDown || failure instanceof DeviceLost) {
            return new ServiceException(ErrorCode.NOT_READY, "The service is shutting down");
        }
        if (failure instanceof ModelFailure) {
            return new ServiceException(
                    ErrorCode.INFERENCE_FAILED, "The model failed on this input", failure);
        }
        return new ServiceException(
                ErrorCode.INTERNAL_ERROR,
                "Give the trace id to whoever runs this service",
                failure);
    }
}
