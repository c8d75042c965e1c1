package io.fumikura.ingest.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Which events of the documents topic were taken in already. */
public final class Inbox {
    private static final String DOCUMENTS = "documents";

    /**
     * CloudEvents promises that source and id together are unique; we do not trust it over tenants.
     */
    public static String eventId(String tenant, String source, String id) {
        return tenant + "|" + source + "|" + id;
    }

    public Uni<Optional<GenerationKey>> find(String eventId) {
        return Panache.getSession()
                .chain(s -> s.find(InboxRow.class, new InboxRow.Key(DOCUMENTS, eventId)))
                .map(row -> Optional.ofNullable(row).map(InboxRow::became));
    }

    /** Fails the transaction when the event was taken in meanwhile; the retry then finds it. */
    public Uni<Void> record(String eventId, GenerationKey became) {
        return Panache.getSession().chain(s -> s.persist(new InboxRow(DOCUMENTS, eventId, became)));
    }
}
