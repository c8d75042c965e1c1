package io.fumikura.query.stream;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The body of a response that is written while it is made. Each item is a whole frame (see {@link
 * #event}, {@link #data}). The source is asked for the next frame when the last one has been handed
 * to the connection, and cancelled when the reader goes away. It must not fail: an error is a
 * frame, since the status has been sent.
 */
public record EventStream(Multi<String> frames) {

    /** A frame with a name, as browsers' {@code EventSource} dispatches it. */
    public static String event(String name, String json) {
        return "event: " + name + "\n" + data(json);
    }

    /** A frame without a name. The text must be one line, as JSON written by Jackson is. */
    public static String data(String line) {
        return "data: " + line + "\n\n";
    }

    /** A response that proxies are asked to pass on unbuffered. */
    public Response.ResponseBuilder response() {
        return Response.ok(this, MediaType.SERVER_SENT_EVENTS_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no");
    }
}
