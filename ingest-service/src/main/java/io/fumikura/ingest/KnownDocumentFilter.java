package io.fumikura.ingest;

import io.fumikura.access.http.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Keeps the promise of {@link KnownDocument}. */
@Singleton
class KnownDocumentFilter {
    private final Catalogue catalogue;

    private final CurrentCaller caller;

    /** Filters are made before configuration can be read. */
    private final Provider<IngestConfig> config;

    KnownDocumentFilter(Catalogue catalogue, CurrentCaller caller, Provider<IngestConfig> config) {
        this.caller = caller;
        this.catalogue = catalogue;
        this.config = config;
    }

    @KnownDocument
    @ServerRequestFilter
    public Uni<Void> look(UriInfo uri) {
        String id = uri.getPathParameters().getFirst("id");
        return InTime.limited(
                        catalogue.document(caller.get(), Parameters.documentId(id)),
                        config.get().answerWithin())
                .replaceWithVoid();
    }
}
