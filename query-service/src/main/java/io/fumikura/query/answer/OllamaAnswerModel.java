package io.fumikura.query.answer;

import io.fumikura.access.Caller;
import io.fumikura.query.call.CallPolicy;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.call.Dependency;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * A model run by Ollama, through LangChain4j. Thinking is switched off and the context length is
 * sent with each request, because Ollama's defaults for both are expensive. So many answers are
 * written at a time, some more wait their turn and know their place, others are refused at once: in
 * Ollama's own queue they would wait without a word, and one caller could take all of it. An Ollama
 * that keeps failing is left alone for a while. A slow reader slows Ollama down and not the memory.
 */
public final class OllamaAnswerModel implements AnswerModel {
    private final Parts parts;

    public OllamaAnswerModel(Parts parts) {
        this.parts = parts;
    }

    /**
     * What each answer needs.
     *
     * @param readers reads answers, which blocks: needs a thread for each place
     * @param attempts what each attempt to begin an answer goes through
     */
    public record Parts(
            OllamaSettings settings,
            OllamaProbe probe,
            Places places,
            Attempts attempts,
            HttpClient http,
            ExecutorService readers,
            ScheduledExecutorService timer) {}

    /** Counts answers that did not begin, and makes no more attempts for a while when many did. */
    public interface Attempts {
        /** An attempt is given up when the result is cancelled, and then not counted. */
        Uni<Void> call(Supplier<Uni<Void>> attempt, Deadline deadline);

        /**
         * @param policy its timeout is not used: how long an answer may take to begin depends on
         *     whether the model is loaded, and is counted where that is known
         */
        static Attempts behindBreaker(OllamaSettings settings, CallPolicy policy) {
            OllamaSettings.Patience patience = settings.patience();
            Dependency model =
                    new Dependency(
                            "the language model",
                            new CallPolicy(
                                    patience.load().plus(patience.total()),
                                    policy.breakerCalls(),
                                    policy.breakerFailures(),
                                    policy.breakerPause()));
            return model::call;
        }
    }

    @Override
    public String name() {
        return parts.settings().model();
    }

    @Override
    public Uni<Optional<String>> unavailable() {
        return parts.probe().unavailable();
    }

    @Override
    public Multi<Generation> generate(Caller by, Prompt prompt, Deadline deadline) {
        Places.Owner owner = new Places.Owner(by.tenant(), by.name());
        return Multi.createFrom()
                .emitter(
                        listener ->
                                new OllamaTurn(parts, owner, prompt, deadline, listener).begin(),
                        BackPressureStrategy.BUFFER);
    }
}
