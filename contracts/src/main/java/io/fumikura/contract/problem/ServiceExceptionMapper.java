package io.fumikura.contract.problem;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Our own errors, as they were thrown. */
@Provider
public class ServiceExceptionMapper implements ExceptionMapper<ServiceException> {
    @Context UriInfo uri;

    @Override
    public Response toResponse(ServiceException e) {
        return ErrorResponses.of(e.code(), e.detail(), uri.getPath(), List.of(), e.retryAfter());
    }
}
