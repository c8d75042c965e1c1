package io.fumikura.access.http;

import io.fumikura.access.Caller;
import io.fumikura.access.key.ApiKey;
import io.fumikura.access.key.KeyText;
import io.fumikura.access.token.CallerTokens;
import io.fumikura.access.token.InvalidTokenException;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what a request shows into a caller. Looked at in this order, and the first that is there
 * decides: another service's token, an API key, a bearer token of the identity provider, the
 * browser's cookie. One that does not hold is refused, even where none is needed; a cookie alone
 * that does not hold counts as none, so that the page opens on which to sign in anew.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class CallerMechanism implements HttpAuthenticationMechanism {
    static final String API_KEY = "X-Api-Key";
    private static final String BEARER = "Bearer ";

    private final Credentials credentials;
    private final Identities identities;
    private final OidcAuthenticationMechanism oidc;
    private final Refusals refusals;

    CallerMechanism(
            Credentials credentials,
            Identities identities,
            OidcAuthenticationMechanism oidc,
            Refusals refusals) {
        this.credentials = credentials;
        this.identities = identities;
        this.oidc = oidc;
        this.refusals = refusals;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager providers) {
        HttpServerRequest request = context.request();
        if (credentials.isOpen()) {
            return open(request);
        }
        String token = request.getHeader(CallerTokens.HEADER);
        if (token != null) {
            return carried(token);
        }
        String key = request.getHeader(API_KEY);
        if (key != null) {
            return keyed(key);
        }
        Optional<String> bearer = bearer(request);
        if (bearer.isPresent()) {
            return bearer.get().startsWith(KeyText.PREFIX) || !credentials.oidc()
                    ? keyed(bearer.get())
                    : oidc.authenticate(context, providers).map(identities::ofToken);
        }
        return signedIn(context);
    }

    /** A page of another site must not use that this machine's user is let in without a word. */
    private Uni<SecurityIdentity> open(HttpServerRequest request) {
        boolean named =
                request.authority() != null && Origins.isLoopback(request.authority().host());
        if (!named || (Origins.isForeign(request) && !Origins.isSafe(request))) {
            return Uni.createFrom().failure(new ForbiddenException());
        }
        return Uni.createFrom().item(identities.anyone());
    }

    private Uni<SecurityIdentity> carried(String token) {
        try {
            Caller caller =
                    credentials
                            .tokens()
                            .orElseThrow(AuthenticationFailedException::new)
                            .verify(token);
            return Uni.createFrom().item(identities.carried(caller));
        } catch (InvalidTokenException e) {
            refusals.explain(e.reason());
            return Uni.createFrom().failure(new AuthenticationFailedException(e));
        } catch (AuthenticationFailedException e) {
            return Uni.createFrom().failure(e);
        }
    }

    private Uni<SecurityIdentity> keyed(String text) {
        Optional<ApiKey> key = credentials.key(text);
        return key.isPresent()
                ? Uni.createFrom().item(identities.of(key.get()))
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private static Optional<String> bearer(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Uni<SecurityIdentity> signedIn(RoutingContext context) {
        Optional<ApiKey> key = SessionCookie.read(context).flatMap(credentials::key);
        if (key.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        HttpServerRequest request = context.request();
        return Origins.isSafe(request) || Origins.isOurs(request)
                ? Uni.createFrom().item(identities.of(key.get()))
                : Uni.createFrom().failure(new ForbiddenException());
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(ErrorCode.UNAUTHENTICATED.status()));
    }

    /** With a body, which the framework's own challenge has not. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        refusals.send(
                context,
                new ServiceException(
                        ErrorCode.UNAUTHENTICATED, "this address needs a valid credential"));
        return Uni.createFrom().item(true);
    }
}
