package io.fumikura.query.front;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.problem.TraceIds;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Passes requests about documents on to ingest-service, so that a browser needs one origin only.
 * Bodies go through piece by piece in both directions and are never held; a caller who leaves takes
 * the request to ingest-service along. Trace headers pass unchanged; what the caller showed here
 * does not: ingest-service is told by a token of ours whose request it is, and decides for itself.
 * Each kind of {@link Errand} has its own connections; who gets none in time is answered 503.
 */
public final class FrontDoor {
    private static final List<String> PATHS =
            List.of("/v1/documents", "/v1/dead-letters", "/v1/review");

    /** Before this service's limit on bodies, which is for questions; after access control. */
    private static final int BEFORE_BODY_LIMIT = -10;

    private final Map<Errand, HttpClient> clients = new EnumMap<>(Errand.class);
    private final Map<Errand, HttpProxy> proxies = new EnumMap<>(Errand.class);

    /**
     * @param connect longest wait for ingest-service to take a connection
     * @param silence longest time without a byte in either direction; progress is told more often
     */
    public FrontDoor(
            Vertx vertx, URI ingest, Duration connect, Duration silence, ObjectMapper json) {
        this(vertx, ingest, options(connect, silence), json, Room::of);
    }

    FrontDoor(
            Vertx vertx,
            URI ingest,
            HttpClientOptions options,
            ObjectMapper json,
            Function<Errand, Room> rooms) {
        boolean tls = "https".equalsIgnoreCase(ingest.getScheme());
        RequestOptions origin =
                new RequestOptions().setHost(ingest.getHost()).setPort(port(ingest, tls));
        for (Errand errand : Errand.values()) {
            Room room = rooms.apply(errand);
            HttpClient client =
                    vertx.createHttpClient(
                            new HttpClientOptions(options)
                                    .setSsl(tls)
                                    .setMaxPoolSize(room.connections())
                                    .setMaxWaitQueueSize(room.waiting()));
            RequestOptions one =
                    new RequestOptions(origin).setConnectTimeout(room.patience().toMillis());
            clients.put(errand, client);
            proxies.put(
                    errand,
                    HttpProxy.reverseProxy(client)
                            .origin(context -> client.request(new RequestOptions(one)))
                            .addInterceptor(new IngestAway(json))
                            .addInterceptor(new SameOrigin()));
        }
    }

    private static HttpClientOptions options(Duration connect, Duration silence) {
        return new HttpClientOptions()
                .setConnectTimeout((int) connect.toMillis())
                .setIdleTimeout((int) silence.toSeconds());
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
        clients.values().forEach(HttpClient::close);
    }

    private void pass(RoutingContext context, Handler<RoutingContext> credentials) {
        if (context.request().query() != null) {
            TraceIds.withholdQuery();
        }
        credentials.handle(context);
        Errand errand = Errand.of(context.request().method(), context.normalizedPath());
        Objects.requireNonNull(proxies.get(errand)).handle(context.request());
    }

    private static int port(URI address, boolean tls) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return tls ? 443 : 80;
    }
}
