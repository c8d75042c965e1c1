package io.fumikura.access.http;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * What every request passes: who comes with what was decided by the framework's authentication and
 * by the table of permissions, then limits and the audit log are seen to. Before anything else of
 * the service.
 */
@Singleton
class Door {
    /**
     * Before models are loaded: a service that may not start should not take a minute to say so.
     */
    private static final int BEFORE_ALL = 1;

    /** After the framework's authorisation, at 100. */
    private static final int AFTER_AUTHORISATION = 50;

    private static final int BEFORE_OTHER_ROUTES = -1000;
    private static final String MCP = "/mcp";

    /**
     * The table of permissions, the routes, the limits and the audit log each read a path by rules
     * of their own where it holds one of these, so that it could pass for another one.
     */
    private static final Pattern AMBIGUOUS =
            Pattern.compile(".*(?:;|\\\\|%(?:00|25|2f|3b|5c)|[^/]/+$).*", Pattern.CASE_INSENSITIVE);

    private final Refusals refusals;
    private final Limits limits;
    private final AuditedActs acts;

    Door(Refusals refusals, Limits limits, AuditedActs acts) {
        this.refusals = refusals;
        this.limits = limits;
        this.acts = acts;
    }

    void start(
            @Observes @Priority(BEFORE_ALL) StartupEvent event,
            Credentials credentials,
            MeterRegistry metrics) {
        metrics.gauge(
                "fumikura.access.keys.stale", credentials, ring -> ring.keysAreStale() ? 1.0 : 0.0);
    }

    void routes(@Observes Router router) {
        router.route().order(BEFORE_OTHER_ROUTES).failureHandler(this::failed);
    }

    void filters(@Observes Filters filters) {
        filters.register(this::pass, AFTER_AUTHORISATION);
    }

    private void pass(RoutingContext context) {
        if (AMBIGUOUS.matcher(context.request().path()).matches()) {
            refusals.send(
                    context,
                    new ServiceException(
                            ErrorCode.NOT_FOUND,
                            "no address here ends with / or holds ; or an escaped / or %"));
            return;
        }
        if (context.normalizedPath().startsWith(MCP) && Origins.isForeign(context.request())) {
            refusals.send(context, forbidden("requests from pages of other sites are refused"));
            return;
        }
        try {
            limits.check(context);
        } catch (ServiceException e) {
            refusals.send(context, e);
            return;
        }
        acts.watch(context);
        context.next();
    }

    private void failed(RoutingContext context) {
        if (context.failure() instanceof ForbiddenException) {
            refusals.send(context, forbidden("the credential does not allow this"));
        } else if (context.failure() instanceof AuthenticationFailedException) {
            refusals.send(
                    context,
                    new ServiceException(
                            ErrorCode.UNAUTHENTICATED, "this address needs a valid credential"));
        } else {
            context.next();
        }
    }

    private static ServiceException forbidden(String detail) {
        return new ServiceException(ErrorCode.FORBIDDEN, detail);
    }
}
