package io.fumikura.query.answer;

import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** A language model that writes an answer from passages. */
public interface AnswerModel {
    /** As it stands in answers, for example {@code qwen3:14b}. */
    String name();

    /** Whether it is worth asking; never fails. */
    Uni<Boolean> ready();

    /**
     * The answer, piece by piece as it is made, and last a {@link Generation.Finished}. Fails with
     * a {@link io.fumikura.contract.problem.ServiceException} and nothing else; stops working when
     * it is cancelled.
     */
    Multi<Generation> generate(Prompt prompt, Deadline deadline);
}
