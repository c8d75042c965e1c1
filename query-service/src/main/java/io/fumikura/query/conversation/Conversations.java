package io.fumikura.query.conversation;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.ConversationView;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What callers asked before, kept for them where the operator wants that. A conversation belongs to
 * the caller whose credential began it: the same id names another one for everybody else, so that
 * there is nothing to be guessed. Bounded in turns and in age.
 */
public final class Conversations {
    private static final Logger LOG = Logger.getLogger(Conversations.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** More than a question is ever completed from. */
    private static final int HISTORY = 10;

    private final TurnStore store;
    private final ConversationLimits limits;

    public Conversations(TurnStore store, ConversationLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** The request with what was said before in its conversation, if it is in one. */
    public Uni<AnswerRequest> continued(Caller caller, AnswerRequest request) {
        UUID id = request.conversationId();
        if (id == null) {
            return Uni.createFrom().item(request);
        }
        if (!limits.stored()) {
            return refused("conversations are not stored here; send the history with the question");
        }
        if (!request.history().isEmpty()) {
            return refused("history and conversation_id cannot both be given");
        }
        return inTime(
                store.last(Math.min(HISTORY, limits.turns()), caller, id, oldest())
                        .map(turns -> request.after(turns.stream().map(StoredTurn::turn).toList())),
                "the conversation was not read; send the history with the question");
    }

    /** The answer, kept where its question is in a conversation; it says so where it is not. */
    public Uni<AnswerResponse> kept(Caller caller, AnswerRequest request, AnswerResponse answer) {
        UUID id = request.conversationId();
        if (id == null) {
            return Uni.createFrom().item(answer);
        }
        return store.append(turn(caller, id, request, answer), limits)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWith(answer)
                .onFailure()
                .invoke(failure -> LOG.warnf("a turn was not kept: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(() -> answer.without("conversation"));
    }

    Uni<ConversationView> read(Caller caller, UUID id) {
        return inTime(
                        store.last(limits.turns(), caller, id, oldest()),
                        "the conversation was not read")
                .map(
                        turns -> {
                            if (turns.isEmpty()) {
                                throw new ServiceException(
                                        ErrorCode.NOT_FOUND, "you have no conversation " + id);
                            }
                            return new ConversationView(
                                    id, turns.stream().map(StoredTurn::view).toList());
                        });
    }

    Uni<Void> delete(Caller caller, UUID id) {
        return inTime(store.delete(caller, id), "the conversation was not deleted")
                .replaceWithVoid();
    }

    /** What has become too old goes, also where nothing is stored any more. */
    public void purge() {
        store.deleteBefore(oldest())
                .subscribe()
                .with(
                        count -> LOG.debugf("%d old turns deleted", count),
                        failure -> LOG.debugf(failure, "old turns were not deleted"));
    }

    private Instant oldest() {
        return Instant.now().minus(limits.age());
    }

    private static StoredTurn turn(
            Caller caller, UUID id, AnswerRequest request, AnswerResponse answer) {
        StoredTurn turn = new StoredTurn();
        turn.id = UUID.randomUUID();
        turn.tenant = caller.tenant();
        turn.caller = caller.name();
        turn.conversation = id;
        turn.askedAt = Instant.now();
        turn.question = request.query();
        turn.answer = answer.answer();
        return turn;
    }

    private static <T> Uni<T> refused(String why) {
        return Uni.createFrom().failure(new ServiceException(ErrorCode.INVALID_REQUEST, why));
    }

    private static <T> Uni<T> inTime(Uni<T> work, String otherwise) {
        return work.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(
                        failure ->
                                new ServiceException(
                                        ErrorCode.DEPENDENCY_UNAVAILABLE,
                                        "the database is not available, " + otherwise,
                                        failure));
    }
}
