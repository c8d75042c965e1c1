package io.fumikura.contract.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes every error response: one place decides headers, media type and body. */
final class ErrorResponses {
    private ErrorResponses() {}

    static Response of(ErrorCode code, String detail, String path) {
        return of(code, detail, path, List.of(), Optional.empty());
    }

    static Response of(
            ErrorCode code,
            String detail,
            String path,
            List<Problem.FieldError> errors,
            Optional<Duration> retryAfter) {
        ErrorDialect dialect = ErrorDialect.of(path);
        Problem problem =
                new Problem(
                        code.type().toString(),
                        code.title(),
                        code.status(),
                        detail,
                        path,
                        code.wireName(),
                        TraceIds.current(),
                        errors);
        Response.ResponseBuilder response =
                Response.status(dialect.status(code))
                        .type(dialect.mediaType())
                        .entity(dialect.body(code, problem));
        retryAfter.ifPresent(
                wait ->
                        response.header(
                                HttpHeaders.RETRY_AFTER,
                                Math.max(1, wait.plusMillis(999).toSeconds())));
        return response.build();
    }
}
