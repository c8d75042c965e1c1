package io.fumikura.query.conversation;

import io.fumikura.access.Caller;
import io.fumikura.query.database.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** The rows. Each query names tenant and caller, so that no id leads to a stranger's turns. */
public final class TurnStore {
    private static final String MINE = "tenant = ?1 and caller = ?2";
    private static final String OF_ONE = MINE + " and conversation = ?3 and askedAt >= ?4";
    private static final String NEWEST_FIRST = " order by askedAt desc, id";

    /** More than one too many only where the limits were lowered; the next turns take the rest. */
    private static final int REMOVED_AT_ONCE = 100;

    private final Database database;

    public TurnStore(Database database) {
        this.database = database;
    }

    /** The last ones, oldest first. */
    Uni<List<StoredTurn>> last(int count, Caller caller, UUID conversation, Instant since) {
        return database.work(
                () ->
                        Panache.withSession(
                                () ->
                                        StoredTurn.<StoredTurn>find(
                                                        OF_ONE + NEWEST_FIRST,
                                                        caller.tenant(),
                                                        caller.name(),
                                                        conversation,
                                                        since)
                                                .range(0, count - 1)
                                                .list()
                                                .map(TurnStore::reversed)));
    }

    Uni<Void> append(StoredTurn turn, ConversationLimits limits) {
        return database.work(
                        () ->
                                Panache.withTransaction(
                                        () ->
                                                turn.persistAndFlush()
                                                        .chain(
                                                                () ->
                                                                        trimConversation(
                                                                                turn,
                                                                                limits.turns()))
                                                        .chain(
                                                                () ->
                                                                        trimCaller(
                                                                                turn,
                                                                                limits
                                                                                        .turnsOfACaller()))))
                .replaceWithVoid();
    }

    Uni<Long> delete(Caller caller, UUID conversation) {
        return database.work(
                () ->
                        Panache.withTransaction(
                                () ->
                                        StoredTurn.delete(
                                                MINE + " and conversation = ?3",
                                                caller.tenant(),
                                                caller.name(),
                                                conversation)));
    }

    Uni<Long> deleteBefore(Instant time) {
        return database.work(
                () -> Panache.withTransaction(() -> StoredTurn.delete("askedAt < ?1", time)));
    }

    private static Uni<Long> trimConversation(StoredTurn turn, int keep) {
        return StoredTurn.<StoredTurn>find(
                        MINE + " and conversation = ?3" + NEWEST_FIRST,
                        turn.tenant,
                        turn.caller,
                        turn.conversation)
                .range(keep, keep + REMOVED_AT_ONCE - 1)
                .list()
                .chain(TurnStore::remove);
    }

    private static Uni<Long> trimCaller(StoredTurn turn, int keep) {
        return StoredTurn.<StoredTurn>find(MINE + NEWEST_FIRST, turn.tenant, turn.caller)
                .range(keep, keep + REMOVED_AT_ONCE - 1)
                .list()
                .chain(TurnStore::remove);
    }

    private static Uni<Long> remove(List<StoredTurn> turns) {
        return turns.isEmpty()
                ? Uni.createFrom().item(0L)
                : StoredTurn.delete("id in ?1", turns.stream().map(turn -> turn.id).toList());
    }

    private static List<StoredTurn> reversed(List<StoredTurn> turns) {
        List<StoredTurn> oldestFirst = new ArrayList<>(turns);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }
}
