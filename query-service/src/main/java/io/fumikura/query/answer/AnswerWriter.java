package io.fumikura.query.answer;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.query.answer.AnswerEvent.Cited;
import io.fumikura.query.answer.AnswerEvent.Done;
import io.fumikura.query.answer.AnswerEvent.Failed;
import io.fumikura.query.answer.AnswerEvent.Retrieval;
import io.fumikura.query.answer.AnswerEvent.Token;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.log.QueryMetrics;
import io.smallrye.mutiny.Multi;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * The three ways to write an answer, each as the events a reader sees. A language model that fails
 * before its first token is replaced by excerpts, since nothing has been said yet; after it, the
 * answer is broken and the reader is told.
 */
public final class AnswerWriter {
    private static final Logger LOG = Logger.getLogger(AnswerWriter.class);

    private final ExtractiveAnswer excerpts;
    private final Executor pool;
    private final int maxPassageCharacters;
    private final QueryMetrics metrics;

    /**
     * @param pool where excerpts are chosen, which is work
     */
    public AnswerWriter(
            ExtractiveAnswer excerpts,
            Executor pool,
            int maxPassageCharacters,
            QueryMetrics metrics) {
        this.excerpts = excerpts;
        this.pool = pool;
        this.maxPassageCharacters = maxPassageCharacters;
        this.metrics = metrics;
    }

    Multi<AnswerEvent> notFound(Draft draft) {
        return Multi.createBy().concatenating().streams(retrieval(draft), whole(draft.notFound()));
    }

    Multi<AnswerEvent> extracted(Draft draft) {
        return Multi.createBy().concatenating().streams(retrieval(draft), excerpts(draft));
    }

    Multi<AnswerEvent> generated(Draft draft, AnswerModel model, Deadline deadline) {
        Prompt prompt = Prompt.of(draft.question(), draft.hits(), maxPassageCharacters);
        Multi<AnswerEvent> written =
                Multi.createFrom()
                        .deferred(
                                () -> {
                                    StringBuilder text = new StringBuilder();
                                    return model.generate(prompt, deadline)
                                            .onItem()
                                            .transformToMultiAndConcatenate(
                                                    part -> event(part, text, prompt, draft, model))
                                            .onFailure()
                                            .recoverWithMulti(
                                                    failure -> broken(failure, text, draft));
                                });
        return Multi.createBy().concatenating().streams(retrieval(draft), written);
    }

    private Multi<AnswerEvent> event(
            Generation part, StringBuilder text, Prompt prompt, Draft draft, AnswerModel model) {
        if (part instanceof Generation.Token token) {
            text.append(token.text());
            return Multi.createFrom().item(new Token(token.text()));
        }
        Generation.Finished finished = (Generation.Finished) part;
        if (text.toString().isBlank()) {
            throw new ServiceException(
                    ErrorCode.DEPENDENCY_UNAVAILABLE, "the language model wrote nothing");
        }
        CitationCheck checked = CitationCheck.of(text.toString(), prompt.passages());
        metrics.invalidCitations(checked.invalid());
        AnswerResponse answer = draft.generated(checked, model.name());
        return Multi.createFrom()
                .items(
                        new Cited(answer.citations()),
                        new Done(answer, finished.usage(), finished.cut()));
    }

    private Multi<AnswerEvent> broken(Throwable failure, StringBuilder text, Draft draft) {
        ServiceException reason =
                failure instanceof ServiceException known
                        ? known
                        : new ServiceException(
                                ErrorCode.INTERNAL_ERROR, "the answer broke off", failure);
        metrics.generationFailed(reason.code().wireName());
        LOG.warnf("no answer from the language model: %s", reason.detail());
        LOG.debug("why", reason);
        if (text.toString().isBlank()) {
            return excerpts(draft);
        }
        return extractive(draft).map(instead -> new Failed(reason, instead));
    }

    private Multi<AnswerEvent> excerpts(Draft draft) {
        return extractive(draft).onItem().transformToMultiAndConcatenate(AnswerWriter::whole);
    }

    private Multi<AnswerResponse> extractive(Draft draft) {
        return Multi.createFrom()
                .item(() -> draft.extractive(excerpts.write(draft.question(), draft.hits())))
                .runSubscriptionOn(pool);
    }

    private static Multi<AnswerEvent> retrieval(Draft draft) {
        return Multi.createFrom().item(new Retrieval(draft.found()));
    }

    /** An answer that is there all at once, in the same events as one that is written. */
    private static Multi<AnswerEvent> whole(AnswerResponse answer) {
        return Multi.createFrom()
                .items(
                        new Token(answer.answer()),
                        new Cited(answer.citations()),
                        new Done(answer, Generation.Usage.NONE, false));
    }
}
