package io.fumikura.query.answer;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Writes the tokens it was given, then ends, or breaks off. */
final class FakeAnswerModel implements AnswerModel {
    private final List<String> tokens;
    private final boolean breaksOff;
    private final boolean ready;
    private final AtomicReference<Prompt> lastPrompt = new AtomicReference<>();

    private FakeAnswerModel(List<String> tokens, boolean breaksOff, boolean ready) {
        this.tokens = tokens;
        this.breaksOff = breaksOff;
        this.ready = ready;
    }

    static FakeAnswerModel writing(String... tokens) {
        return new FakeAnswerModel(List.of(tokens), false, true);
    }

    static FakeAnswerModel breakingOffAfter(String... tokens) {
        return new FakeAnswerModel(List.of(tokens), true, true);
    }

    static FakeAnswerModel away() {
        return new FakeAnswerModel(List.of(), true, false);
    }

    Prompt lastPrompt() {
        return Objects.requireNonNull(lastPrompt.get());
    }

    @Override
    public String name() {
        return "fake-model";
    }

    @Override
    public Uni<Optional<String>> unavailable() {
        return Uni.createFrom().item(ready ? Optional.empty() : Optional.of("the model is away"));
    }

    @Override
    public Multi<Generation> generate(Caller by, Prompt prompt, Deadline deadline) {
        lastPrompt.set(prompt);
        Multi<Generation> text =
                Multi.createFrom().iterable(tokens).map(token -> new Generation.Token(token));
        Multi<Generation> end =
                breaksOff
                        ? Multi.createFrom()
                                .failure(
                                        new ServiceException(
                                                ErrorCode.DEPENDENCY_UNAVAILABLE, "broke off"))
                        : Multi.createFrom()
                                .item(new Generation.Finished(new Generation.Usage(10, 3), false));
        return Multi.createBy().concatenating().streams(text, end);
    }
}
