package io.fumikura.query.answer;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.query.answer.AnswerEvent.Cited;
import io.fumikura.query.answer.AnswerEvent.Done;
import io.fumikura.query.answer.AnswerEvent.Failed;
import io.fumikura.query.answer.AnswerEvent.Retrieval;
import io.fumikura.query.answer.AnswerEvent.Token;
import io.fumikura.query.answer.AnswerEvent.Waiting;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.cite.Sources;
import io.fumikura.query.guard.AnswerGuard;
import io.fumikura.query.log.QueryMetrics;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * The three ways to write an answer, each as the events a reader sees. A language model that fails
 * before its first token is replaced by excerpts, since nothing has been said yet; after it, the
 * answer is broken and the reader is told.
 */
public final class AnswerWriter {
    private static final Logger LOG = Logger.getLogger(AnswerWriter.class);

    private static final String NO_ROOM =
            "the question is so long that no passage has room beside it in the language model's"
                    + " context";

    private final ExtractiveAnswer excerpts;
    private final Executor pool;
    private final Sources sources;
    private final int promptTokens;
    private final QueryMetrics metrics;

    /**
     * @param pool where excerpts are chosen, which is work
     * @param promptTokens what the model's context leaves for the prompt
     */
    public AnswerWriter(
            ExtractiveAnswer excerpts,
            Executor pool,
            Sources sources,
            int promptTokens,
            QueryMetrics metrics) {
        this.excerpts = excerpts;
        this.pool = pool;
        this.sources = sources;
        this.promptTokens = promptTokens;
        this.metrics = metrics;
    }

    Multi<AnswerEvent> notFound(Draft draft) {
        return Multi.createBy()
                .concatenating()
                .streams(
                        retrieval(draft),
                        whole(draft.notFound(), Generation.Finished.WITHOUT_MODEL));
    }

    /**
     * @param reason why no language model writes, for users to read
     */
    Multi<AnswerEvent> extracted(Draft draft, String reason, Deadline deadline) {
        return Multi.createBy()
                .concatenating()
                .streams(retrieval(draft), excerpts(draft, reason, deadline));
    }

    /** Of a model that would see no passage nothing is asked: it could only guess. */
    Multi<AnswerEvent> generated(Draft draft, AnswerModel model, Deadline deadline) {
        Prompt prompt = Prompt.of(draft.question(), draft.hits(), promptTokens);
        if (prompt.passages() == 0) {
            return extracted(draft, NO_ROOM, deadline);
        }
        Multi<AnswerEvent> written =
                Multi.createFrom().deferred(() -> written(draft, prompt, model, deadline));
        return Multi.createBy().concatenating().streams(retrieval(draft), written);
    }

    private Multi<AnswerEvent> written(
            Draft draft, Prompt prompt, AnswerModel model, Deadline deadline) {
        GuardedText text =
                new GuardedText(
                        AnswerGuard.of(
                                prompt.instructions(),
                                draft.passages(prompt.passages()),
                                draft.linkLeftOut()));
        return model.generate(draft.caller(), prompt, deadline)
                .onItem()
                .transformToMultiAndConcatenate(
                        part -> event(part, text, draft, model.name(), deadline))
                .onFailure()
                .recoverWithMulti(failure -> broken(failure, text, draft, deadline));
    }

    private Multi<AnswerEvent> event(
            Generation part, GuardedText text, Draft draft, String model, Deadline deadline) {
        if (part instanceof Generation.Waiting waiting) {
            return Multi.createFrom().item(new Waiting(waiting.position()));
        }
        if (part instanceof Generation.Token token) {
            return shown(text.accept(token.text()));
        }
        return finished(text, (Generation.Finished) part, draft, model, deadline);
    }

    private Multi<AnswerEvent> finished(
            GuardedText text,
            Generation.Finished end,
            Draft draft,
            String model,
            Deadline deadline) {
        Multi<AnswerEvent> rest = shown(text.end());
        if (text.isBlank()) {
            throw new ServiceException(
                    ErrorCode.DEPENDENCY_UNAVAILABLE, "the language model wrote nothing");
        }
        metrics.invalidCitations(text.invalidCitations());
        Uni<AnswerResponse> answer =
                sources.trace(draft.caller(), text.shown(), draft.hits(), deadline)
                        .map(traced -> draft.generated(text.shown(), model, traced));
        return Multi.createBy()
                .concatenating()
                .streams(rest, answer.toMulti().flatMap(whole -> ending(whole, end)));
    }

    private Multi<AnswerEvent> broken(
            Throwable failure, GuardedText text, Draft draft, Deadline deadline) {
        ServiceException reason =
                failure instanceof ServiceException known
                        ? known
                        : new ServiceException(
                                ErrorCode.INTERNAL_ERROR, "the answer broke off", failure);
        metrics.generationFailed(reason.code().wireName());
        LOG.warnf("no answer from the language model: %s", reason.detail());
        LOG.debug("why", reason);
        if (text.isBlank()) {
            return excerpts(draft, reason.detail(), deadline);
        }
        return extractive(draft, reason.detail(), deadline)
                .toMulti()
                .map(instead -> new Failed(reason, instead));
    }

    private Multi<AnswerEvent> excerpts(Draft draft, String reason, Deadline deadline) {
        return extractive(draft, reason, deadline)
                .toMulti()
                .flatMap(answer -> whole(answer, Generation.Finished.WITHOUT_MODEL));
    }

    private Uni<AnswerResponse> extractive(Draft draft, String reason, Deadline deadline) {
        return Uni.createFrom()
                .item(() -> quoted(draft))
                .runSubscriptionOn(pool)
                .chain(text -> extractive(draft, text, reason, deadline));
    }

    /** Passages that only speak to a language model say nothing that answers a question. */
    private Uni<AnswerResponse> extractive(
            Draft draft, String text, String reason, Deadline deadline) {
        if (text.isBlank()) {
            return Uni.createFrom().item(draft.notFound().without("generation"));
        }
        return sources.trace(draft.caller(), text, draft.hits(), deadline)
                .map(traced -> draft.extractive(text, reason, traced));
    }

    private String quoted(Draft draft) {
        String text = excerpts.write(draft.question(), draft.hits());
        return AnswerGuard.quoted(text, draft.passages(draft.hits().size()), draft.linkLeftOut());
    }

    private static Multi<AnswerEvent> retrieval(Draft draft) {
        return Multi.createFrom().item(new Retrieval(draft.found()));
    }

    private static Multi<AnswerEvent> shown(String text) {
        return text.isEmpty()
                ? Multi.createFrom().empty()
                : Multi.createFrom().item(new Token(text));
    }

    /** An answer that is there all at once, in the same events as one that is written. */
    private static Multi<AnswerEvent> whole(AnswerResponse answer, Generation.Finished end) {
        return Multi.createBy()
                .concatenating()
                .streams(shown(answer.answer()), ending(answer, end));
    }

    private static Multi<AnswerEvent> ending(AnswerResponse answer, Generation.Finished end) {
        return Multi.createFrom()
                .items(
                        new Cited(answer.citations(), answer.sentences()),
                        new Done(answer, end.usage(), end.cut()));
    }
}
