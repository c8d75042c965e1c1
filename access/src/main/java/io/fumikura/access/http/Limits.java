package io.fumikura.access.http;

import io.fumikura.access.Caller;
import io.fumikura.access.limit.OpenStreams;
import io.fumikura.access.limit.RequestLimits;
import io.fumikura.contract.problem.ServiceException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Holds callers to what they may ask at once. Who is carried by another service was held there. */
@Singleton
class Limits {
    /** Ways to ask for one. With any kind of content one is sent what is no stream. */
    private static final Set<String> EVENT_STREAMS = Set.of("text/event-stream", "text/*");

    private static final String EVENTS = "/events";

    /** Whether it streams is said in the body. */
    private static final Set<String> MAY_STREAM = Set.of("/v1/chat/completions");

    private static final Duration A_STREAM_ENDS = Duration.ofSeconds(5);

    private final RequestLimits requests;
    private final OpenStreams streams;
    private final int maxStreams;

    Limits(AccessConfig config) {
        this.requests = new RequestLimits(config.requestsPerMinute());
        this.streams = new OpenStreams(config.maxStreams());
        this.maxStreams = config.maxStreams();
    }

    /**
     * @throws ServiceException when this request is one too many
     */
    void check(RoutingContext context) {
        Optional<SecurityIdentity> identity = CurrentCaller.identity(context);
        Optional<OptionalInt> own = identity.map(i -> i.getAttribute(Identities.LIMIT));
        if (own.isPresent()) {
            CurrentCaller.of(context).ifPresent(caller -> check(context, caller, own.get()));
        }
    }

    private void check(RoutingContext context, Caller caller, OptionalInt own) {
        Optional<Duration> wait = requests.take(caller.tenant(), caller.name(), own);
        if (wait.isPresent()) {
            throw ServiceException.rateLimited(
                    "this credential has sent as many requests as it may in a minute", wait.get());
        }
        if (mayStream(context)) {
            openStream(context, caller.tenant() + "/" + caller.name());
        }
    }

    private void openStream(RoutingContext context, String caller) {
        if (!streams.opened(caller)) {
            throw ServiceException.rateLimited(
                    "this credential has %d event streams open, as many as it may"
                            .formatted(maxStreams),
                    A_STREAM_ENDS);
        }
        context.addEndHandler(ended -> streams.closed(caller));
    }

    private static boolean mayStream(RoutingContext context) {
        String path = context.normalizedPath();
        return context.request().headers().getAll(HttpHeaders.ACCEPT).stream()
                        .map(accept -> accept.toLowerCase(Locale.ROOT))
                        .anyMatch(accept -> EVENT_STREAMS.stream().anyMatch(accept::contains))
                || path.endsWith(EVENTS)
                || MAY_STREAM.contains(path);
    }
}
