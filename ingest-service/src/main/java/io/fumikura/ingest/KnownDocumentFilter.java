package io.fumikura.ingest;

import io.fumikura.access.http.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Keeps the promise of {@link KnownDocument}. */
@Singleton
class KnownDocumentFilter {
    private final Catalogue catalogue;

    private final CurrentCaller caller;

    KnownDocumentFilter(Catalogue catalogue, CurrentCaller caller) {
        this.caller = caller;
        this.catalogue = catalogue;
    }

    @KnownDocument
    @ServerRequestFilter
    public Uni<Void> look(UriInfo uri) {
        String id = uri.getPathParameters().getFirst("id");
        return catalogue.document(caller.get(), Parameters.documentId(id)).replaceWithVoid();
    }
}
