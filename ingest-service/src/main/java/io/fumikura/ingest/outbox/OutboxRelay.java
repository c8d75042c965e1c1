package io.fumikura.ingest.outbox;

import io.fumikura.ingest.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to Kafka, oldest rows first: lock a batch, send it, wait for the
 * acknowledgements, delete what was acknowledged, commit. A crash in between sends a batch again,
 * never loses one. A topic that refuses its rows is left out; one row of it is tried now and then,
 * beside the batches of the others, because waiting for a topic that is missing takes long.
 * Replicas skip each other's locked rows, so that rows of two batches may overtake each other;
 * nothing here depends on their order. Woken after every commit that wrote rows, and by a sweep.
 */
public final class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final Transactions transactions;
    private final KafkaSender sender;
    private final Unsendable unsendable;
    private final OutboxStanding standing;
    private final AtomicLong sent = new AtomicLong();
    private final HeldTopics held = new HeldTopics(InstantSource.system());
    private final Repeated batches = new Repeated(this::sendBatch);
    private final Repeated trials = new Repeated(this::tryHeld);

    /** Keeps a record that Kafka will never take; it may be told of one again. */
    public interface Unsendable {
        Uni<Void> keep(long id, OutboxRecord unsent);
    }

    public OutboxRelay(Transactions transactions, KafkaSender sender, Unsendable unsendable) {
        this.transactions = transactions;
        this.sender = sender;
        this.unsendable = unsendable;
        this.standing =
                new OutboxStanding(
                        () ->
                                transactions.read(
                                        () -> Panache.getSession().chain(OutboxRows::backlogs)),
                        InstantSource.system());
    }

    /** What is not sent yet. */
    public OutboxStanding standing() {
        return standing;
    }

    /** Returns at once; one batch after another is sent until there is none. */
    public void wake() {
        batches.wake();
        trials.wake();
    }

    /** How many records Kafka acknowledged since the start. */
    public long sent() {
        return sent.get();
    }

    /** No batch is begun after this. */
    public void stop() {
        batches.stop();
        trials.stop();
    }

    private Uni<Integer> sendBatch() {
        return send(session -> OutboxRows.lockOldest(session, held.all()));
    }

    private Uni<Integer> tryHeld() {
        return Multi.createFrom()
                .iterable(held.due())
                .onItem()
                .transformToUniAndConcatenate(
                        topic -> send(session -> OutboxRows.lockFirst(session, topic)))
                .collect()
                .with(Collectors.summingInt(rows -> rows))
                .invoke(
                        rows -> {
                            if (rows > 0) {
                                batches.wake();
                            }
                        });
    }

    private Uni<Integer> send(Function<Mutiny.Session, Uni<List<Long>>> locked) {
        return transactions.run(
                () ->
                        Panache.getSession()
                                .chain(
                                        session ->
                                                locked.apply(session)
                                                        .chain(
                                                                ids ->
                                                                        sendAndDelete(
                                                                                session, ids))));
    }

    private Uni<Integer> sendAndDelete(Mutiny.Session session, List<Long> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return OutboxRows.read(session, ids)
                .chain(rows -> Transactions.block(() -> sendAll(rows)))
                .chain(
                        delivered ->
                                keepAll(delivered.tooLarge())
                                        .chain(
                                                kept ->
                                                        OutboxRows.delete(
                                                                session,
                                                                ids(delivered.taken(), kept))));
    }

    private static List<Long> ids(List<OutboxRow> taken, List<OutboxRow> kept) {
        return Stream.concat(taken.stream(), kept.stream()).map(OutboxRelay::id).toList();
    }

    private static long id(OutboxRow row) {
        return Objects.requireNonNull(row.id);
    }

    private Delivered sendAll(List<OutboxRow> rows) {
        Delivered delivered = sender.send(rows);
        sent.addAndGet(delivered.taken().size());
        held.taken(delivered.taken().stream().map(row -> row.topic).collect(Collectors.toSet()));
        delivered
                .refused()
                .forEach(
                        (topic, failure) -> {
                            held.refused(topic);
                            LOG.warnf("Kafka takes no record for %s now: %s", topic, failure);
                        });
        return delivered;
    }

    /** Those that are kept now; the others stay here. */
    private Uni<List<OutboxRow>> keepAll(List<OutboxRow> tooLarge) {
        return Multi.createFrom()
                .iterable(tooLarge)
                .onItem()
                .transformToUniAndConcatenate(this::keep)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList();
    }

    private Uni<Optional<OutboxRow>> keep(OutboxRow row) {
        LOG.errorf(
                "Kafka takes no record of %d bytes for %s; it becomes a dead letter",
                row.value.length, row.topic);
        return Transactions.await(
                        () -> unsendable.keep(id(row), row.toRecord()).subscribeAsCompletionStage())
                .replaceWith(Optional.of(row))
                .onFailure()
                .invoke(failure -> LOG.warnf("it could not be kept: %s", failure))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }
}
