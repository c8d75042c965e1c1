package io.fumikura.query.stream;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The body of a response that is written while it is made. Each item is a whole frame (see {@link
 * #event}, {@link #data}). The source is asked for the next frame when the last one has been handed
 * to the connection, and cancelled when the reader goes away. An error is a frame, since the status
 * has been sent.
 */
public record EventStream(Multi<String> frames) {
    private static final Logger LOG = Logger.getLogger(EventStream.class);

    /**
     * @param error the last frame of a stream that fails, which should not happen
     */
    public static EventStream of(Multi<String> frames, Function<ServiceException, String> error) {
        return new EventStream(
                frames.onFailure().recoverWithItem(failure -> error.apply(reason(failure))));
    }

    /** A frame with a name, as browsers' {@code EventSource} dispatches it. */
    public static String event(String name, String json) {
        return "event: " + name + "\n" + data(json);
    }

    /** A frame without a name. The text must be one line, as JSON written by Jackson is. */
    public static String data(String line) {
        return "data: " + line + "\n\n";
    }

    private static ServiceException reason(Throwable failure) {
        if (failure instanceof ServiceException known) {
            return known;
        }
        LOG.error("an event stream failed", failure);
        return new ServiceException(ErrorCode.INTERNAL_ERROR, "the answer broke off", failure);
    }

    /** A response that proxies are asked to pass on unbuffered. */
    public Response.ResponseBuilder response() {
        return Response.ok(this, MediaType.SERVER_SENT_EVENTS_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no");
    }
}
