package io.fumikura.contract.problem;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.MDC;

/** Gives each request its trace id before anything else sees it, and tells the caller. */
@Provider
@PreMatching
@Priority(TraceIdFilter.FIRST)
public final class TraceIdFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** Before every other filter of ours: what those answer names the trace, too. */
    static final int FIRST = 0;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getRequestUri().getRawQuery() != null) {
            TraceIds.withholdQuery();
        }
        String traced = TraceIds.traced();
        MDC.put(
                TraceIds.LOG_KEY,
                traced != null
                        ? traced
                        : TraceIds.fromTraceparent(request.getHeaderString("traceparent")));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String traceId = TraceIds.current();
        if (traceId != null) {
            response.getHeaders().putSingle(TraceIds.HEADER, traceId);
        }
    }
}
