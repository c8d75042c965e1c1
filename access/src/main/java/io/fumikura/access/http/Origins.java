package io.fumikura.access.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a browser sends a request for a page of ours or for one of somebody else's. */
final class Origins {
    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** {@code none}: the person typed the address. */
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");

    private Origins() {}

    static boolean isSafe(HttpServerRequest request) {
        return SAFE.contains(request.method());
    }

    /** Whether a browser says that the page is another server's; other clients say nothing. */
    static boolean isForeign(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OURS.contains(site);
        }
        String origin = request.getHeader("Origin");
        return origin != null && !isOfHost(origin, request);
    }

    /** Whether the request shows that it comes from a page of ours. */
    static boolean isOurs(HttpServerRequest request) {
        boolean shown =
                request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
        return shown && !isForeign(request);
    }

    private static boolean isOfHost(String origin, HttpServerRequest request) {
        HostAndPort asked = request.authority();
        try {
            URI page = new URI(origin);
            return asked != null
                    && asked.host().equalsIgnoreCase(page.getHost())
                    && port(asked.port(), request.scheme())
                            == port(page.getPort(), page.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int port(int port, @Nullable String scheme) {
        if (port > 0) {
            return port;
        }
        return "https".equals(scheme) ? 443 : 80;
    }

    static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host).matches();
    }
}
