package io.fumikura.contract.problem;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception a service throws on purpose. The detail is shown to callers: it states the fact
 * that explains the error ("text 7 has 9,120 tokens, limit 8,192") and never an internal name.
 */
public final class ServiceException extends RuntimeException {
    private final ErrorCode code;
    private final @Nullable Duration retryAfter;

    public ServiceException(ErrorCode code, String detail) {
        this(code, detail, null, null);
    }

    public ServiceException(ErrorCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, null, cause);
    }

    private ServiceException(
            ErrorCode code,
            String detail,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** The service has too much to do; {@code retryAfter} is when it expects to have room again. */
    public static ServiceException overloaded(String detail, Duration retryAfter) {
        return new ServiceException(ErrorCode.OVERLOADED, detail, retryAfter, null);
    }

    /** This caller has asked too often; {@code retryAfter} is when there is room for one more. */
    public static ServiceException rateLimited(String detail, Duration retryAfter) {
        return new ServiceException(ErrorCode.RATE_LIMITED, detail, retryAfter, null);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
