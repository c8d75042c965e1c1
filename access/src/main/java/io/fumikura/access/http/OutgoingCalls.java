package io.fumikura.access.http;

import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import io.fumikura.access.token.CallerTokens;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Says to our other services for whom this one asks. Only what is ours gets a token, never a server
 * of somebody else's. A service that calls others injects this, and so does not start without the
 * secret to sign with.
 */
@Singleton
public class OutgoingCalls {
    private final CurrentCaller callers;
    private final @Nullable CallerTokens tokens;
    private final Caller self;

    OutgoingCalls(
            Credentials credentials,
            CurrentCaller callers,
            AccessConfig config,
            @ConfigProperty(name = "quarkus.application.name") String name) {
        this.callers = callers;
        this.tokens = credentials.isOpen() ? null : tokens(credentials);
        this.self = new Caller(name, config.tenant(), Set.of(Scope.INFER), Set.of());
    }

    private static CallerTokens tokens(Credentials credentials) {
        return credentials
                .tokens()
                .orElseThrow(
                        () ->
                                Credentials.unusable(
                                        "this service calls others, and there is nothing to sign"
                                                + " its calls with",
                                        "access.service-secret-file (ACCESS_SERVICE_SECRET_FILE)",
                                        "put at least %d random bytes into a file, the same for all"
                                                        .formatted(CallerTokens.MIN_SECRET_BYTES)
                                                + " services: head -c 48 /dev/urandom"));
    }

    /**
     * For a REST client of this service. What is asked within a request is asked for its caller
     * (who may then have texts embedded and ranked: that is how we answer them), all else for this
     * service itself.
     */
    public OutgoingCredential to(String service) {
        return new OutgoingCredential(() -> tokenOf(caller(), service));
    }

    /** The same for a caller who is known by other means than the request at hand. */
    public Optional<String> tokenOf(Caller caller, String service) {
        return tokens == null ? Optional.empty() : Optional.of(tokens.issue(caller, service));
    }

    private Caller caller() {
        Optional<Caller> caller = callers.ifAny();
        return caller.map(OutgoingCalls::withInference).orElse(self);
    }

    private static Caller withInference(Caller caller) {
        EnumSet<Scope> scopes = EnumSet.of(Scope.INFER);
        scopes.addAll(caller.scopes());
        return new Caller(caller.name(), caller.tenant(), scopes, caller.groups());
    }

    /** Replaces what the caller showed here by a token, in a request that is passed on. */
    public void passOn(RoutingContext context, String service) {
        MultiMap headers = context.request().headers();
        headers.remove(HttpHeaders.AUTHORIZATION)
                .remove(CallerMechanism.API_KEY)
                .remove(HttpHeaders.COOKIE)
                .remove(CallerTokens.HEADER);
        CurrentCaller.of(context)
                .flatMap(caller -> tokenOf(caller, service))
                .ifPresent(token -> headers.set(CallerTokens.HEADER, token));
    }
}
