package io.fumikura.ingest.reconcile;

import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.store.Chore;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Documents whose records were lost: Kafka deleted them unread, or a topic was made anew. They have
 * not moved for longer than Kafka keeps records, so that nothing of theirs can still be under way,
 * and what they wait for is sent again. One replica does it at a time.
 *
 * <p>Where the topics keep records longer after all, the work of a backlog is doubled, and no more:
 * a document that was sent again waits as long once more. It is not given up after some times,
 * because it is never its own fault: one that is answered fails by that.
 */
public final class StuckDocuments {
    /** How often one of the replicas looks for them. */
    public static final Duration EVERY = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(StuckDocuments.class);
    private static final String NAME = "stuck-documents";
    private static final int BATCH = 200;

    private final Transactions transactions;
    private final Documents documents;
    private final Restart restart;
    private final Duration stuckAfter;
    private final BooleanSupplier kafkaTakesRecords;
    private final Chore chore;
    private final LongAdder restarted = new LongAdder();

    /**
     * @param stuckAfter longer than Kafka keeps records
     * @param kafkaTakesRecords while it does not, what documents wait for is in the outbox
     */
    public StuckDocuments(
            Transactions transactions,
            Contents contents,
            Uploads uploads,
            Duration stuckAfter,
            BooleanSupplier kafkaTakesRecords) {
        this.transactions = transactions;
        this.documents = new Documents();
        this.restart = new Restart(contents, uploads);
        this.stuckAfter = stuckAfter;
        this.kafkaTakesRecords = kafkaTakesRecords;
        this.chore = new Chore(transactions, NAME, EVERY, () -> run(Instant.now()));
    }

    /** Begins when it is due and nobody else has. Returns at once. */
    public void tick() {
        chore.tick();
    }

    /** How many were sent again since the start. */
    public long restarted() {
        return restarted.sum();
    }

    /**
     * Sends again what documents wait for that are stuck at this instant.
     *
     * @return how many documents
     */
    public Uni<Integer> run(Instant now) {
        Instant longAgo = now.minus(stuckAfter);
        return Multi.createBy()
                .repeating()
                .uni(() -> batch(longAgo))
                .whilst(count -> count == BATCH)
                .collect()
                .with(Collectors.summingInt(count -> count));
    }

    /** Each in a transaction of its own; those that were sent again are not found again. */
    private Uni<Integer> batch(Instant longAgo) {
        if (!kafkaTakesRecords.getAsBoolean()) {
            return Uni.createFrom().item(0);
        }
        return transactions
                .read(() -> documents.unmovedSince(longAgo, BATCH))
                .chain(ids -> restartAll(ids, longAgo));
    }

    private Uni<Integer> restartAll(List<UUID> ids, Instant longAgo) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> restart(id, longAgo))
                .collect()
                .with(Collectors.summingInt(done -> done ? 1 : 0));
    }

    /** One that fails leaves the others their turn; the next run comes back to it. */
    private Uni<Boolean> restart(UUID id, Instant longAgo) {
        return transactions
                .run(
                        () ->
                                documents
                                        .lock(id)
                                        .map(found -> found.filter(row -> isStuck(row, longAgo)))
                                        .chain(this::sendAgain))
                .invoke(done -> restarted.add(done ? 1 : 0))
                .onFailure()
                .recoverWithItem(
                        failure -> {
                            LOG.warnf("document %s was not sent again: %s", id, failure);
                            return false;
                        });
    }

    private static boolean isStuck(DocumentRow row, Instant longAgo) {
        return !row.state.isFinal() && row.updatedAt.isBefore(longAgo);
    }

    private Uni<Boolean> sendAgain(Optional<DocumentRow> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        DocumentRow row = found.get();
        LOG.warnf(
                "document %s has been %s since %s: its records are lost, and what it waits for is"
                        + " sent again",
                row.id, row.state.wireName(), row.updatedAt);
        return restart.restart(row).replaceWith(true);
    }
}
