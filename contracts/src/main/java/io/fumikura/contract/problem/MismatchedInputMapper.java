package io.fumikura.contract.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Replaces the framework's own mapper for this type, which would name our classes. */
@Provider
public class MismatchedInputMapper implements ExceptionMapper<MismatchedInputException> {
    @Context UriInfo uri;

    @Override
    public Response toResponse(MismatchedInputException e) {
        return UnreadableJson.response(e, uri.getPath());
    }
}
