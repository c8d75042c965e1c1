package io.fumikura.query.front;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.problem.TraceIds;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Passes requests about documents on to ingest-service, so that a browser needs one origin only.
 * Bodies go through piece by piece in both directions and are never held; a caller who leaves takes
 * the request to ingest-service along. Trace headers pass unchanged; what the caller showed here
 * does not: ingest-service is told by a token of ours whose request it is, and decides for itself.
 */
public final class FrontDoor {
    private static final List<String> PATHS =
            List.of("/v1/documents", "/v1/dead-letters", "/v1/review");

    /** Before this service's limit on bodies, which is for questions; after access control. */
    private static final int BEFORE_BODY_LIMIT = -10;

    private static final int CONNECTIONS = 64;

    private final HttpClient client;
    private final HttpProxy proxy;

    /**
     * @param connect longest wait for a connection
     * @param silence longest time without a byte in either direction; progress is told more often
     */
    public FrontDoor(
            Vertx vertx, URI ingest, Duration connect, Duration silence, ObjectMapper json) {
        boolean tls = "https".equalsIgnoreCase(ingest.getScheme());
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setSsl(tls)
                                .setMaxPoolSize(CONNECTIONS)
                                .setConnectTimeout((int) connect.toMillis())
                                .setIdleTimeout((int) silence.toSeconds()));
        this.proxy =
                HttpProxy.reverseProxy(client)
                        .origin(port(ingest, tls), ingest.getHost())
                        .addInterceptor(new IngestAway(json))
                        .addInterceptor(new SameOrigin());
    }

    /**
     * @param credentials replaces the caller's credential by one for ingest-service
     */
    public void open(Router router, Handler<RoutingContext> credentials) {
        for (String path : PATHS) {
            router.route(path + "/*")
                    .order(BEFORE_BODY_LIMIT)
                    .handler(context -> pass(context, credentials));
        }
    }

    public void close() {
        client.close();
    }

    private void pass(RoutingContext context, Handler<RoutingContext> credentials) {
        if (context.request().query() != null) {
            TraceIds.withholdQuery();
        }
        credentials.handle(context);
        proxy.handle(context.request());
    }

    private static int port(URI address, boolean tls) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return tls ? 443 : 80;
    }
}
