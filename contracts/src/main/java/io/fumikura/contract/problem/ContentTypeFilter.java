package io.fumikura.contract.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses a {@code Content-Type} that is no media type, and a form that does not say how its parts
 * are told apart, before the framework fails on either as on a mistake of its own.
 */
@Provider
@PreMatching
public final class ContentTypeFilter implements ContainerRequestFilter {
    private static final String BOUNDARY = "boundary";

    @Context UriInfo uri;

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (header != null && !isReadable(header)) {
            request.abortWith(
                    ErrorResponses.of(
                            ErrorCode.UNREADABLE_REQUEST,
                            "Content-Type is no media type, or a form without a boundary",
                            uri.getPath()));
        }
    }

    private static boolean isReadable(String header) {
        try {
            MediaType type = MediaType.valueOf(header);
            return !type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)
                    || type.isWildcardType()
                    || !type.getParameters().getOrDefault(BOUNDARY, "").isEmpty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }
}
