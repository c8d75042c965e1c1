package io.fumikura.ingest.outbox;

import io.fumikura.ingest.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to Kafka, oldest rows first: lock a batch, send it, wait for the
 * acknowledgements, delete what was acknowledged, commit. A crash in between sends a batch again,
 * never loses one. Rows of a topic that refuses them stay and do not keep others. Replicas skip
 * each other's locked rows, so that rows of two batches may overtake each other; nothing here
 * depends on their order. Woken after every commit that wrote rows, and by a sweep.
 */
public final class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH_ROWS = 500;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    private final Transactions transactions;
    private final KafkaSender sender;
    private final OutboxStanding standing;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final HeldTopics held = new HeldTopics(InstantSource.system());
    private volatile boolean closed;

    public OutboxRelay(Transactions transactions, KafkaSender sender) {
        this.transactions = transactions;
        this.sender = sender;
        this.standing = new OutboxStanding(transactions);
    }

    /** What is not sent yet. */
    public OutboxStanding standing() {
        return standing;
    }

    /** Returns at once; one batch after another is sent until there is none. */
    public void wake() {
        wakes.incrementAndGet();
        if (!closed && running.compareAndSet(false, true)) {
            drain();
        }
    }

    /** How many records Kafka acknowledged since the start. */
    public long sent() {
        return sent.get();
    }

    /** No batch is begun after this. */
    public void stop() {
        closed = true;
    }

    private void drain() {
        int seen = wakes.get();
        transactions
                .run(this::sendBatch)
                .subscribe()
                .with(rows -> after(rows, seen), this::afterFailure);
    }

    private void after(int rows, int seen) {
        sent.addAndGet(rows);
        if (rows > 0 && !closed) {
            drain();
            return;
        }
        running.set(false);
        // Somebody may have committed rows and called wake() while this batch was being read.
        if (wakes.get() != seen && !closed && running.compareAndSet(false, true)) {
            drain();
        }
    }

    private void afterFailure(Throwable failure) {
        running.set(false);
        if (!closed) {
            LOG.warnf("the outbox could not be sent, the next sweep tries again: %s", failure);
        }
    }

    private Uni<Integer> sendBatch() {
        return Panache.getSession()
                .chain(session -> lockedIds(session).chain(ids -> sendAndDelete(session, ids)));
    }

    /** Sizes first: a few rows hold whole documents, and a batch must fit into memory. */
    private Uni<List<Long>> lockedIds(Mutiny.Session session) {
        List<String> topics = held.now();
        return session.createNativeQuery(
                        "select id, octet_length(value) from ingest.outbox where topic not in"
                                + " (:held) order by id limit :rows for update skip locked",
                        Object[].class)
                .setParameter("held", topics.isEmpty() ? List.of("") : topics)
                .setParameter("rows", BATCH_ROWS)
                .getResultList()
                .map(OutboxRelay::firstThatFit);
    }

    private static List<Long> firstThatFit(List<Object[]> rows) {
        List<Long> ids = new ArrayList<>();
        long bytes = 0;
        for (Object[] row : rows) {
            bytes += ((Number) row[1]).longValue();
            if (!ids.isEmpty() && bytes > BATCH_BYTES) {
                break;
            }
            ids.add(((Number) row[0]).longValue());
        }
        return ids;
    }

    private Uni<Integer> sendAndDelete(Mutiny.Session session, List<Long> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createSelectionQuery(
                        "from OutboxRow where id in ?1 order by id", OutboxRow.class)
                .setParameter(1, ids)
                .getResultList()
                .chain(rows -> Transactions.block(() -> sendAll(rows)))
                .chain(taken -> delete(session, taken));
    }

    private static Uni<Integer> delete(Mutiny.Session session, List<Long> taken) {
        return taken.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createMutationQuery("delete from OutboxRow where id in ?1")
                        .setParameter(1, taken)
                        .executeUpdate();
    }

    private List<Long> sendAll(List<OutboxRow> rows) {
        Delivered delivered = sender.send(rows);
        held.taken(delivered.taken().stream().map(row -> row.topic).collect(Collectors.toSet()));
        delivered
                .refused()
                .forEach(
                        (topic, failure) -> {
                            held.refused(topic);
                            LOG.warnf("Kafka takes no record for %s now: %s", topic, failure);
                        });
        return delivered.taken().stream().map(row -> Objects.requireNonNull(row.id)).toList();
    }
}
