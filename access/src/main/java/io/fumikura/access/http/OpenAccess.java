package io.fumikura.access.http;

import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Nobody has to say who they are. */
@ApplicationScoped
class OpenAccess implements HttpAuthenticationMechanism {
    private final String tenant;

    OpenAccess(@ConfigProperty(name = "access.tenant", defaultValue = "default") String tenant) {
        this.tenant = tenant;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager providers) {
        Caller caller = Caller.anyone(tenant);
        QuarkusSecurityIdentity.Builder identity =
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(caller.name()))
                        .addAttribute(CurrentCaller.ATTRIBUTE, caller);
        caller.scopes().stream().map(Scope::wireName).forEach(identity::addRole);
        return Uni.createFrom().item(identity.build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}
