package io.fumikura.serving;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * TEI's {@code /health} and its two other names: 200 and nothing else. The port opens when the
 * model is ready.
 */
@Path("/")
public class HealthResource {
    @GET
    @Path("health")
    @Operation(summary = "200 and nothing else: the model is ready")
    public Response health() {
        return Response.ok().build();
    }

    @GET
    @Path("ping")
    @Operation(summary = "The same as /health")
    public Response ping() {
        return health();
    }

    @GET
    @Operation(summary = "The same as /health")
    public Response root() {
        return health();
    }
}
