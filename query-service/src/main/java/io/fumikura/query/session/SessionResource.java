package io.fumikura.query.session;

import io.fumikura.access.http.SignIn;
import io.fumikura.contract.query.SignInRequest;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * {@code POST /v1/session} signs in with an API key, {@code DELETE} out: a cookie comes and goes.
 */
@Path("/v1/session")
@NonBlocking
public class SessionResource {
    private final SignIn signIn;

    SessionResource(SignIn signIn) {
        this.signIn = signIn;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Signs in: 204 and a cookie, 401 where the key is not valid, 429 after many such")
    public void in(@NotNull @Valid SignInRequest request, @Context RoutingContext context) {
        signIn.in(context, request.key());
    }

    @DELETE
    @Operation(summary = "Signs out: the cookie goes")
    public void out(@Context RoutingContext context) {
        signIn.out(context);
    }
}
