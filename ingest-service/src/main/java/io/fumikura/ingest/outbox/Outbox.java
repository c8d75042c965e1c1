package io.fumikura.ingest.outbox;

import io.fumikura.contract.event.EventJson;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where records are put inside a transaction. */
public final class Outbox {
    /** Rows written before the session forgets them. */
    private static final int BATCH = 200;

    public Uni<Void> add(OutboxRecord outgoing) {
        return addAll(List.of(outgoing));
    }

    public Uni<Void> addAll(List<OutboxRecord> outgoing) {
        return addAll(outgoing.size(), outgoing::get);
    }

    /** Makes the records one batch after another, so that they need not all be in memory. */
    public Uni<Void> addAll(int count, IntFunction<OutboxRecord> makeRecord) {
        int batches = (count + BATCH - 1) / BATCH;
        return Panache.getSession()
                .chain(
                        session ->
                                Multi.createFrom()
                                        .range(0, batches)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                batch -> persist(session, batch, count, makeRecord))
                                        .collect()
                                        .last())
                .replaceWithVoid();
    }

    private static Uni<Void> persist(
            Mutiny.Session session, int batch, int count, IntFunction<OutboxRecord> makeRecord) {
        int from = batch * BATCH;
        Object[] rows = new Object[Math.min(BATCH, count - from)];
        for (int i = 0; i < rows.length; i++) {
            OutboxRecord outgoing = makeRecord.apply(from + i);
            rows[i] = new OutboxRow(outgoing, headers(outgoing));
        }
        return session.persistAll(rows)
                .chain(session::flush)
                .invoke(
                        () -> {
                            for (Object row : rows) {
                                session.detach(row);
                            }
                        });
    }

    private static String headers(OutboxRecord outgoing) {
        return new String(EventJson.write(outgoing.headers()), StandardCharsets.UTF_8);
    }
}
