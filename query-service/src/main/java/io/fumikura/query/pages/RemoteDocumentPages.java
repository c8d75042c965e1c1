package io.fumikura.query.pages;

import io.fumikura.access.Caller;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.CallPolicy;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.call.Dependency;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** ingest-service over REST. */
public final class RemoteDocumentPages implements DocumentPages {
    private static final int NOT_FOUND = 404;

    private final PagesRestClient client;
    private final Dependency service;
    private final Function<Caller, Optional<String>> tokenOf;

    private RemoteDocumentPages(
            PagesRestClient client,
            Dependency service,
            Function<Caller, Optional<String>> tokenOf) {
        this.client = client;
        this.service = service;
        this.tokenOf = tokenOf;
    }

    /**
     * @param tokenOf what tells ingest-service for whom this service asks; nothing where nobody has
     *     to say who they are
     */
    public static RemoteDocumentPages at(
            URI address, CallPolicy policy, Function<Caller, Optional<String>> tokenOf) {
        PagesRestClient client =
                QuarkusRestClientBuilder.newBuilder()
                        .baseUri(address)
                        .connectTimeout(policy.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(policy.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .build(PagesRestClient.class);
        return new RemoteDocumentPages(
                client, new Dependency("the ingest service", policy), tokenOf);
    }

    @Override
    public Uni<DocumentPage> page(Caller caller, UUID document, int number, Deadline deadline) {
        return service.call(
                () ->
                        client.page(tokenOf.apply(caller).orElse(null), document, number)
                                .onFailure(RemoteDocumentPages::isGone)
                                .transform(gone -> notThere(document, number)),
                deadline);
    }

    /** A document that was deleted since it was indexed says nothing about the service. */
    private static boolean isGone(Throwable failure) {
        return failure instanceof WebApplicationException answered
                && answered.getResponse().getStatus() == NOT_FOUND;
    }

    private static ServiceException notThere(UUID document, int number) {
        return new ServiceException(
                ErrorCode.DOCUMENT_NOT_FOUND,
                "there is no page %d of document %s".formatted(number, document));
    }
}
