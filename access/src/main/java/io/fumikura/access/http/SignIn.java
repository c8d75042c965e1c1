package io.fumikura.access.http;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Signing in with a browser: the key comes once and is kept by a {@link SessionCookie}. */
@Singleton
public class SignIn {
    private final Credentials credentials;
    private final Refusals refusals;

    SignIn(Credentials credentials, Refusals refusals) {
        this.credentials = credentials;
        this.refusals = refusals;
    }

    /**
     * Where nobody has to say who they are, nothing is kept.
     *
     * @throws ServiceException {@code unauthenticated}: the key is not valid; {@code forbidden}:
     *     the page is another server's
     */
    public void in(RoutingContext context, String key) {
        if (Origins.isForeign(context.request())) {
            throw refused(context, ErrorCode.FORBIDDEN, "requests from other sites are refused");
        }
        if (credentials.isOpen()) {
            return;
        }
        if (credentials.key(key).isEmpty()) {
            throw refused(context, ErrorCode.UNAUTHENTICATED, "the key is not valid");
        }
        SessionCookie.set(context, key);
    }

    public void out(RoutingContext context) {
        SessionCookie.clear(context);
    }

    private ServiceException refused(RoutingContext context, ErrorCode code, String detail) {
        refusals.count(context, code);
        return new ServiceException(code, detail);
    }
}
