package io.fumikura.localstack.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One way out of every call: a reply, a refusal, or an internal error that is logged. */
final class Answer {

    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    /** The body of a call. */
    interface Body<T> {
        T get() throws IOException;
    }

    private Answer() {}

    static <T> void to(StreamObserver<T> caller, Body<T> body) {
        T reply;
        try {
            reply = body.get();
        } catch (StatusRuntimeException e) {
            caller.onError(e);
            return;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            LOG.error("The Qdrant store failed", e);
            caller.onError(
                    Status.INTERNAL
                            .withDescription("Service internal error: " + e.getMessage())
                            .withCause(e)
                            .asRuntimeException());
            return;
        }
        caller.onNext(reply);
        caller.onCompleted();
    }

    static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
