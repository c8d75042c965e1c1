package io.fumikura.query.front;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import java.net.URI;

/**
 * Makes answers usable where they arrive: {@code Location} becomes a path, since the caller may not
 * be able to reach ingest-service; event streams are marked so that proxies do not hold them back.
 */
final class SameOrigin implements ProxyInterceptor {
    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        MultiMap headers = context.response().headers();
        String location = headers.get(HttpHeaders.LOCATION);
        if (location != null) {
            headers.set(HttpHeaders.LOCATION, path(location));
        }
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith("text/event-stream")) {
            headers.set("X-Accel-Buffering", "no");
        }
        return context.sendResponse();
    }

    private static String path(String location) {
        URI uri = URI.create(location);
        String query = uri.getRawQuery();
        return query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
    }
}
