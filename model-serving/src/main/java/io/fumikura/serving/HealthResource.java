package io.fumikura.serving;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** TEI's {@code /health}: 200 and nothing else. The port opens when the model is ready. */
@Path("/health")
public class HealthResource {
    @GET
    public Response health() {
        return Response.ok().build();
    }
}
