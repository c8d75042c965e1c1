package io.fumikura.contract.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Any other complaint of Jackson about a request body. */
@Provider
public class JsonProcessingMapper implements ExceptionMapper<JsonProcessingException> {
    @Context UriInfo uri;

    @Override
    public Response toResponse(JsonProcessingException e) {
        return UnreadableJson.response(e, uri.getPath());
    }
}
