package io.fumikura.ingest.intake;

import io.fumikura.access.Caller;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.DocumentRef;
import io.fumikura.index.IndexUnavailableException;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may read a document. The row says so, and every point of the index: those that are found,
 * those of a generation that is being written, and those of a collection that is being built. All
 * who write points do it from the row, and hold the row's lock until the points are written; so
 * whoever holds it here changes all that there are, and later ones come with the new groups. A
 * crash between index and row leaves points that differ, which a reconciliation finds.
 */
public final class DocumentGroups {
    private static final int MAX_GROUPS = 100;
    private static final int MAX_GROUP = 128;

    private final Transactions transactions;
    private final Documents documents;
    private final ChunkIndex index;

    public DocumentGroups(Transactions transactions, Documents documents, ChunkIndex index) {
        this.transactions = transactions;
        this.documents = documents;
        this.index = index;
    }

    /**
     * Groups as they are kept: each once, without space around them.
     *
     * @throws ServiceException with {@code invalid_request}
     */
    public static List<String> checked(List<String> groups) {
        List<String> names = groups.stream().map(String::strip).distinct().toList();
        if (names.size() > MAX_GROUPS || !names.stream().allMatch(DocumentGroups::isName)) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    ("at most %d groups, each of 1 to %d characters, none of them a control"
                                    + " character, and not %s alone")
                            .formatted(MAX_GROUPS, MAX_GROUP, Caller.EVERY_GROUP));
        }
        return names;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePointCount(0, name.length()) <= MAX_GROUP
                && name.chars().noneMatch(Character::isISOControl)
                && !name.equals(Caller.EVERY_GROUP);
    }

    /** Whether a document has these groups and no others, in whatever order. */
    static boolean same(DocumentRow row, List<String> groups) {
        return sorted(List.of(row.groups)).equals(sorted(groups));
    }

    private static List<String> sorted(List<String> groups) {
        return groups.stream().sorted().toList();
    }

    /**
     * Changes who may read a document that the caller may read; afterwards that may not be so.
     *
     * @param groups that {@link #checked} gave; empty for the whole tenant
     */
    public Uni<DocumentRow> change(Caller caller, UUID id, List<String> groups) {
        return transactions.run(
                () ->
                        documents
                                .lock(id)
                                .map(found -> changeable(found, caller, id))
                                .call(row -> set(row, groups)));
    }

    private static DocumentRow changeable(Optional<DocumentRow> found, Caller caller, UUID id) {
        return found.filter(row -> row.isFor(caller))
                .filter(row -> row.state != DocumentState.DELETED)
                .orElseThrow(() -> Uploads.unknown(id));
    }

    /** Inside a transaction that holds the row. */
    Uni<Void> set(DocumentRow row, List<String> groups) {
        if (same(row, groups)) {
            return Uni.createFrom().voidItem();
        }
        row.groups = groups.toArray(String[]::new);
        row.touch();
        return write(row);
    }

    /** Writes once more to the index what the row says. */
    public Uni<Void> repair(UUID id) {
        return transactions.run(
                () ->
                        documents
                                .lock(id)
                                .chain(
                                        found ->
                                                found.map(this::write)
                                                        .orElseGet(
                                                                () ->
                                                                        Uni.createFrom()
                                                                                .voidItem())));
    }

    private Uni<Void> write(DocumentRow row) {
        DocumentRef document = new DocumentRef(row.tenant, row.id);
        List<String> groups = List.of(row.groups);
        return Transactions.await(() -> index.collections().setGroups(document, groups))
                .onFailure(IndexUnavailableException.class)
                .transform(DocumentGroups::later);
    }

    private static ServiceException later(Throwable failure) {
        return new ServiceException(
                ErrorCode.DEPENDENCY_UNAVAILABLE,
                "The index cannot be reached, so the groups stay as they are",
                failure);
    }
}
