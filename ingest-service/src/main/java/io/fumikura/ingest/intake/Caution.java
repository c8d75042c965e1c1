package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.store.ReadBy;
import io.fumikura.ingest.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps a document that ends every process that reads it from being read for ever. Who begins to
 * read writes so into the database and takes it back at the end, whatever the end; what still
 * stands there when another process comes is a reading that did not end. Such a suspect is read
 * while no other suspect is, so that what was only read beside it does not share its fate, and
 * after {@value #MOST} readings in a row it is read no more.
 *
 * <p>A process that is killed from outside counts as well. Three times in a row, each time within
 * the moments that one document is read, does not happen by chance; fewer might.
 */
final class Caution {
    private static final Logger LOG = Logger.getLogger(Caution.class);

    /** Readings that did not end. */
    static final int MOST = 3;

    private final Transactions transactions;
    private final UUID process = UUID.randomUUID();
    private CompletableFuture<Boolean> lastSuspect = CompletableFuture.completedFuture(true);
    private volatile boolean stopping;

    Caution(Transactions transactions) {
        this.transactions = transactions;
    }

    boolean suspects(ReadBy mark) {
        return mark.unended(process) > 0;
    }

    /** Does this work, after that of other suspects if it is about one. */
    Uni<Void> inTurn(Uni<Boolean> suspect, Supplier<Uni<Void>> work) {
        return suspect.chain(is -> is ? alone(work) : Uni.createFrom().deferred(work::get));
    }

    private synchronized Uni<Void> alone(Supplier<Uni<Void>> work) {
        CompletableFuture<Boolean> before = lastSuspect;
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        lastSuspect = done;
        return Uni.createFrom()
                .completionStage(before)
                .chain(work::get)
                .onTermination()
                .invoke(() -> done.complete(true));
    }

    /**
     * Inside a transaction that holds the mark.
     *
     * @param what is read, as a sentence begins
     * @throws ServiceException it is not to be read again
     */
    void begin(ReadBy mark, UUID document, String what) {
        int unended = mark.unended(process);
        if (unended >= MOST) {
            throw new ServiceException(
                    ErrorCode.UNREADABLE_DOCUMENT,
                    ("%s ended the service %d times while being read, most likely for want of"
                                    + " memory, and is read again only when its dead letter is"
                                    + " replayed")
                            .formatted(what, unended));
        }
        if (unended > 0) {
            LOG.warnf(
                    "document %s: beginning to read it once more after %d of at most %d readings in"
                            + " a row did not end (%s)",
                    document, unended, MOST, what);
        }
        if (!stopping) {
            mark.begin(process);
        }
    }

    /** A reading goes on that somebody else has taken for ended. */
    void lives(ReadBy mark) {
        mark.lived(process);
    }

    /** The process ends in an orderly way: what it is reading is not to blame. */
    Uni<Void> stop() {
        stopping = true;
        return transactions.run(
                () -> forget("documents").chain(() -> forget("page_parts")).replaceWithVoid());
    }

    private Uni<Integer> forget(String table) {
        return Panache.getSession()
                .chain(
                        session ->
                                session.createNativeQuery(
                                                "update ingest."
                                                        + table
                                                        + " set read_by = null where read_by = ?1")
                                        .setParameter(1, process)
                                        .executeUpdate());
    }
}
