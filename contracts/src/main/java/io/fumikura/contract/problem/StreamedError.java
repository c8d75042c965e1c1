package io.fumikura.contract.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error in the middle of a stream, when the status line has already said that all was well. */
public final class StreamedError {
    private StreamedError() {}

    /**
     * The body the same error would have had at the start of the response.
     *
     * @param path of the request; it decides the dialect
     */
    public static Object body(ServiceException error, String path, @Nullable String traceId) {
        ErrorCode code = error.code();
        Problem problem =
                new Problem(
                        code.type().toString(),
                        code.title(),
                        code.status(),
                        error.detail(),
                        path,
                        code.wireName(),
                        traceId,
                        List.of());
        return ErrorDialect.of(path).body(code, problem);
    }
}
