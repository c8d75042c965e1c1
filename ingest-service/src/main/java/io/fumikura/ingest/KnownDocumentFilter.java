package io.fumikura.ingest;

import io.fumikura.contract.event.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Keeps the promise of {@link KnownDocument}. */
@Singleton
class KnownDocumentFilter {
    private final Catalogue catalogue;

    KnownDocumentFilter(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @KnownDocument
    @ServerRequestFilter
    public Uni<Void> look(UriInfo uri) {
        String id = uri.getPathParameters().getFirst("id");
        return catalogue
                .document(Topics.DEFAULT_TENANT, Parameters.documentId(id))
                .replaceWithVoid();
    }
}
