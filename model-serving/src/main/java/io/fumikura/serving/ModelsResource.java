package io.fumikura.serving;

import io.fumikura.contract.chat.ModelList;
import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** OpenAI's list of models: the one that is served, since the service started. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    private final ModelList.Model model;

    ModelsResource(ModelInfo info) {
        long started = Clock.systemUTC().instant().getEpochSecond();
        this.model = new ModelList.Model(info.modelId(), "model", started, "fumikura");
    }

    @GET
    @Operation(summary = "The one model, in OpenAI's shape")
    public ModelList list() {
        return new ModelList("list", List.of(model));
    }

    @GET
    @Path("{id:.+}")
    @Operation(summary = "The model of this id, or 404")
    public ModelList.Model get(@PathParam("id") String id) {
        if (!id.equals(model.id())) {
            throw new ServiceException(
                    ErrorCode.MODEL_NOT_FOUND, "The model served here is %s".formatted(model.id()));
        }
        return model;
    }
}
