package io.fumikura.query.front;

import io.vertx.core.http.HttpMethod;
import java.util.regex.Pattern;

/**
 * What a request wants of ingest-service, by how long it keeps a connection there. Each kind has
 * connections of its own, so that those who stay long never keep those who are soon gone waiting.
 */
enum Errand {
    /** A list, a page, a picture. */
    ANSWER,
    /** A document on its way in or out, which takes as long as the caller's line does. */
    TRANSFER,
    /** Progress, for as long as somebody reads it. */
    EVENTS;

    private static final Pattern EVENT_STREAM = Pattern.compile(".*/events(?:[/;].*)?");
    private static final Pattern EXPORT = Pattern.compile(".*/export(?:[/;].*)?");
    private static final Pattern UPLOAD = Pattern.compile("/v1/documents(?:[/;].*)?");

    /**
     * @param path with what it escapes without need, and dots, resolved
     */
    static Errand of(HttpMethod method, String path) {
        if (EVENT_STREAM.matcher(path).matches()) {
            return EVENTS;
        }
        boolean carries = method.equals(HttpMethod.POST) && UPLOAD.matcher(path).matches();
        return carries || EXPORT.matcher(path).matches() ? TRANSFER : ANSWER;
    }
}
