package io.fumikura.access.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The key of who signed in with a browser. The page's scripts cannot read it, other sites cannot
 * have it sent, and it goes when the browser is closed.
 */
final class SessionCookie {
    private static final String NAME = "fumikura_key";
    private static final String PATH = "/";

    private SessionCookie() {}

    /** Pages and scripts know no cookie: they are there for who is not signed in (any more). */
    static Optional<String> read(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.startsWith("/v1/") && !path.startsWith("/mcp")) {
            return Optional.empty();
        }
        return Optional.ofNullable(context.request().getCookie(NAME)).map(Cookie::getValue);
    }

    static void set(RoutingContext context, String key) {
        context.response().addCookie(cookie(context, key));
    }

    static void clear(RoutingContext context) {
        context.response().addCookie(cookie(context, "").setMaxAge(0));
    }

    private static Cookie cookie(RoutingContext context, String value) {
        return Cookie.cookie(NAME, value)
                .setPath(PATH)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure("https".equals(context.request().scheme()));
    }
}
