package io.fumikura.query.answer;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model run by Ollama, through LangChain4j. Thinking is switched off and the context length is
 * sent with each request, because Ollama's defaults for both are expensive. At most {@code
 * maxConcurrent} answers are written at a time; one more is refused at once, since it would only
 * wait inside Ollama.
 */
public final class OllamaAnswerModel implements AnswerModel {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final OllamaSettings settings;
    private final OllamaProbe probe;
    private final HttpClient http;
    private final ExecutorService readers;
    private final ScheduledExecutorService timer;
    private final Semaphore free;

    /**
     * @param readers reads answers, which blocks: needs a thread for each of {@code maxConcurrent}
     */
    public OllamaAnswerModel(
            OllamaSettings settings,
            OllamaProbe probe,
            HttpClient http,
            ExecutorService readers,
            ScheduledExecutorService timer) {
        this.settings = settings;
        this.probe = probe;
        this.http = http;
        this.readers = readers;
        this.timer = timer;
        this.free = new Semaphore(settings.maxConcurrent());
    }

    @Override
    public String name() {
        return settings.model();
    }

    @Override
    public Uni<Boolean> ready() {
        return probe.reachable();
    }

    @Override
    public Multi<Generation> generate(Prompt prompt, Deadline deadline) {
        return Multi.createFrom()
                .emitter(
                        listener -> start(prompt, deadline, listener), BackPressureStrategy.BUFFER);
    }

    private void start(
            Prompt prompt, Deadline deadline, MultiEmitter<? super Generation> listener) {
        if (!free.tryAcquire()) {
            listener.fail(
                    ServiceException.overloaded(
                            "the language model is writing %d answers, which is its limit"
                                    .formatted(settings.maxConcurrent()),
                            RETRY_AFTER));
            return;
        }
        // The call ends the generation and the generation ends the call.
        Runnable[] streamEnded = {() -> {}};
        OllamaCall call = new OllamaCall(http, readers, () -> streamEnded[0].run());
        OllamaGeneration generation = new OllamaGeneration(listener, settings, timer, call::cancel);
        streamEnded[0] = generation::streamEnded;
        AtomicBoolean held = new AtomicBoolean(true);
        listener.onTermination(
                () -> {
                    generation.abandon();
                    if (held.compareAndSet(true, false)) {
                        free.release();
                    }
                });
        generation.startClock(deadline.atMost(settings.patience().total()));
        try {
            model(call).chat(request(prompt), generation);
        } catch (RuntimeException e) {
            generation.onError(e);
        }
    }

    /**
     * LangChain4j's model is a handful of fields; one a call lets each call have its own client.
     */
    private OllamaStreamingChatModel model(OllamaCall call) {
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(call)
                .baseUrl(settings.url().toString())
                .defaultRequestParameters(
                        OllamaChatRequestParameters.builder()
                                .modelName(settings.model())
                                .temperature(settings.temperature())
                                .maxOutputTokens(settings.maxAnswerTokens())
                                .numCtx(settings.numContext())
                                .keepAlive((int) settings.keepAlive().toSeconds())
                                .think(false)
                                .build())
                .build();
    }

    private static ChatRequest request(Prompt prompt) {
        return ChatRequest.builder()
                .messages(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user()))
                .build();
    }
}
