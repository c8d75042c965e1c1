package io.fumikura.serving;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.batch.Overloaded;
import io.fumikura.inference.batch.ShuttingDown;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A call of the model as a service makes it. */
public final class ModelCall {
    private ModelCall() {}

    /**
     * Tokenise → queue → compute. Every failure leaves as a {@link ServiceException}. A caller that
     * cancels frees its place in the queue.
     *
     * @param deadline for everything, tokenisation and queue included
     */
    public static Uni<TextResult> run(
            TextModel model,
            Lane lane,
            Function<TextEncoder, List<Encoded>> encode,
            Duration deadline) {
        return Uni.createFrom()
                .completionStage(() -> model.run(lane, encode, deadline))
                .onFailure()
                .transform(ModelCall::translate);
    }

    /** The one place where what the model library throws becomes an error of a service. */
    static ServiceException translate(Throwable failure) {
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
        if (failure instanceof ShuttingDown) {
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
