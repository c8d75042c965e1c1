package io.fumikura.query.front;

import io.vertx.core.http.HttpMethod;

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

    private static final String EVENT_STREAM = "/events";
    private static final String EXPORT = "/export";
    private static final String UPLOAD = "/v1/documents";

    /**
     * @param path with what it escapes without need, and dots, resolved; ambiguous ones are refused
     *     before
     */
    static Errand of(HttpMethod method, String path) {
        if (path.endsWith(EVENT_STREAM)) {
            return EVENTS;
        }
        boolean carries = method.equals(HttpMethod.POST) && path.equals(UPLOAD);
        return carries || path.endsWith(EXPORT) ? TRANSFER : ANSWER;
    }
}
