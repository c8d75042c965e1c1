package io.fumikura.access.http;

import io.fumikura.access.limit.RequestLimits;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.OptionalInt;

/** Signing in with a browser: the key comes once and is kept by a {@link SessionCookie}. */
@Singleton
public class SignIn {
    private final Credentials credentials;
    private final Refusals refusals;
    private final RequestLimits failures;

    SignIn(Credentials credentials, Refusals refusals, AccessConfig config) {
        this.credentials = credentials;
        this.refusals = refusals;
        this.failures = RequestLimits.of(config.signInFailuresPerMinute());
    }

    /**
     * Where nobody has to say who they are, nothing is kept.
     *
     * @throws ServiceException {@code unauthenticated}: the key is not valid; {@code rate_limited}:
     *     nor were many others from this address; {@code forbidden}: the page is another server's
     */
    public void in(RoutingContext context, String key) {
        if (Origins.isForeign(context.request())) {
            throw refused(
                    context,
                    new ServiceException(
                            ErrorCode.FORBIDDEN, "requests from other sites are refused"));
        }
        if (credentials.isOpen()) {
            return;
        }
        if (credentials.key(key).isEmpty()) {
            throw refused(context, notValid(context));
        }
        SessionCookie.set(context, key);
    }

    /**
     * Only what fails is counted, and a key that is valid is let in whatever was tried before:
     * everybody may come from the address of one proxy.
     */
    private ServiceException notValid(RoutingContext context) {
        String address = String.valueOf(context.request().remoteAddress().hostAddress());
        return failures.take("", address, OptionalInt.empty())
                .map(
                        wait ->
                                ServiceException.rateLimited(
                                        "too many keys from this address were not valid", wait))
                .orElseGet(
                        () ->
                                new ServiceException(
                                        ErrorCode.UNAUTHENTICATED, "the key is not valid"));
    }

    public void out(RoutingContext context) {
        SessionCookie.clear(context);
    }

    private ServiceException refused(RoutingContext context, ServiceException refusal) {
        refusals.count(context, refusal.code());
        return refusal;
    }
}
