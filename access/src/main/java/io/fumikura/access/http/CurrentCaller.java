package io.fumikura.access.http;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.ApplicationScoped;

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
}
