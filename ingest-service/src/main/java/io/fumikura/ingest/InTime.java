package io.fumikura.ingest;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;

/**
 * Keeps the promise of {@link AnsweredInTime}. What was begun goes on; repeating it is harmless.
 */
@AnsweredInTime
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class InTime {
    private final Duration limit;

    InTime(IngestConfig config) {
        this.limit = config.answerWithin();
    }

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
        Object result = call.proceed();
        return result instanceof Uni<?> answer ? limited(answer, limit) : result;
    }

    static <T> Uni<T> limited(Uni<T> answer, Duration limit) {
        return answer.ifNoItem()
                .after(limit)
                .failWith(
                        () ->
                                new ServiceException(
                                        ErrorCode.DEPENDENCY_UNAVAILABLE,
                                        "the database does not answer"));
    }
}
