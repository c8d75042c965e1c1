package io.fumikura.access.http;

import io.fumikura.access.token.CallerTokens;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.Optional;
import java.util.function.Supplier;

/** For one REST client: puts the token of whom this service asks for into each request. */
public final class OutgoingCredential implements ClientRequestFilter {
    private final Supplier<Optional<String>> token;

    OutgoingCredential(Supplier<Optional<String>> token) {
        this.token = token;
    }

    @Override
    public void filter(ClientRequestContext request) {
        token.get().ifPresent(now -> request.getHeaders().putSingle(CallerTokens.HEADER, now));
    }
}
