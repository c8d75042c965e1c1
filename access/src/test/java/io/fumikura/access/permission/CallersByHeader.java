package io.fumikura.access.permission;

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
import java.util.EnumSet;
import java.util.Set;

/** Believes who a test says it is: {@code X-Test-Caller: tenant} or {@code tenant/group,group}. */
public abstract class CallersByHeader implements HttpAuthenticationMechanism {
    public static final String HEADER = "X-Test-Caller";

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager providers) {
        String said = context.request().getHeader(HEADER);
        Caller caller = said == null ? Caller.anyone("default") : caller(said);
        QuarkusSecurityIdentity.Builder identity =
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(caller.name()))
                        .addAttribute("fumikura.caller", caller);
        caller.scopes().stream().map(Scope::wireName).forEach(identity::addRole);
        return Uni.createFrom().item(identity.build());
    }

    private static Caller caller(String said) {
        String[] parts = said.split("/", 2);
        Set<String> groups =
                parts.length == 1 || parts[1].isEmpty() ? Set.of() : Set.of(parts[1].split(","));
        return new Caller("test of " + said, parts[0], EnumSet.allOf(Scope.class), groups);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }
}
