package io.fumikura.contract.embedding;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** TEI's route to the tokeniser, of both model services. */
@Path("/tokenize")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface TokenizeApi {
    /** All tokens of each text, in order; nothing is cut. */
    @POST
    Uni<List<List<Token>>> tokenize(@NotNull @Valid TokenizeRequest request);
}
