package io.fumikura.access.http;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import java.util.Optional;

/** The caller of the request at hand, for resources. */
@ApplicationScoped
public class CurrentCaller {
    /** Under this name the caller stands in Quarkus' identity. */
    static final String ATTRIBUTE = "fumikura.caller";

    private final CurrentIdentityAssociation identities;

    CurrentCaller(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /**
     * @throws ServiceException {@code unauthenticated} outside a request and for a request without
     *     a credential
     */
    public Caller get() {
        Caller caller = identities.getIdentity().getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw new ServiceException(
                    ErrorCode.UNAUTHENTICATED, "this address needs a credential");
        }
        return caller;
    }

    /** Empty outside a request too: in work that the service does on its own. */
    Optional<Caller> ifAny() {
        try {
            return Optional.ofNullable(identities.getIdentity().getAttribute(ATTRIBUTE));
        } catch (ContextNotActiveException e) {
            return Optional.empty();
        }
    }

    static Optional<Caller> of(RoutingContext context) {
        return identity(context)
                .flatMap(identity -> Optional.ofNullable(identity.getAttribute(ATTRIBUTE)));
    }

    static Optional<SecurityIdentity> identity(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                ? Optional.of(user.getSecurityIdentity())
                : Optional.empty();
    }
}
