package io.fumikura.contract.problem;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;

/**
 * A form that ends in the middle, which the framework tells apart from a broken disk by its words
 * only; any other {@link IOException} stays what it is, unexpected.
 */
@Provider
public class BrokenFormMapper implements ExceptionMapper<IOException> {
    private static final String ENDED = "Connection terminated parsing multipart";

    @Context UriInfo uri;

    @Override
    public Response toResponse(IOException e) {
        String words = e.getMessage();
        if (words != null && words.startsWith(ENDED)) {
            return ErrorResponses.of(
                    ErrorCode.UNREADABLE_REQUEST,
                    "The form ends before its last boundary",
                    uri.getPath());
        }
        return UnexpectedExceptionMapper.response(e, uri.getPath());
    }
}
