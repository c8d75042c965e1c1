package io.fumikura.query.log;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.TraceIds;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asked: taken at the start of a request, because its later steps run on threads that do not
 * know it.
 *
 * @param id goes out as {@code x-query-id} and comes back with feedback
 * @param by who asks
 */
public record Asked(UUID id, Caller by, @Nullable String traceId) {
    /** The response header that carries the id. */
    public static final String ID_HEADER = "x-query-id";

    public static Asked now(Caller by) {
        return new Asked(UUID.randomUUID(), by, TraceIds.current());
    }
}
