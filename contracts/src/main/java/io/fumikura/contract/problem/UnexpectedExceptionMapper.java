package io.fumikura.contract.problem;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Whatever nobody expected: logged whole, shown as a trace id and nothing else. */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(UnexpectedExceptionMapper.class);

    @Context UriInfo uri;

    @Override
    public Response toResponse(Throwable e) {
        return response(e, uri.getPath());
    }

    static Response response(Throwable e, String path) {
        LOG.errorf(e, "unexpected error at %s", path);
        return ErrorResponses.of(
                ErrorCode.INTERNAL_ERROR, "Give the trace id to whoever runs this service", path);
    }
}
