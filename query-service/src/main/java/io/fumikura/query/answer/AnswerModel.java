package io.fumikura.query.answer;

import io.fumikura.access.Caller;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** A language model that writes an answer from passages. */
public interface AnswerModel {
    /** As it stands in answers, for example {@code qwen3:14b}. */
    String name();

    /** Why there is no point in asking, for users to read; empty when there is. Never fails. */
    Uni<Optional<String>> unavailable();

    /**
     * The answer, piece by piece as it is made, and last a {@link Generation.Finished}. Fails with
     * a {@link io.fumikura.contract.problem.ServiceException} and nothing else; stops working when
     * it is cancelled.
     *
     * @param by whose answer it is, as callers take turns
     */
    Multi<Generation> generate(Caller by, Prompt prompt, Deadline deadline);
}
