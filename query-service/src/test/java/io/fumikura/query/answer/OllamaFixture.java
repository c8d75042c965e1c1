package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.Deadline;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Ollama's protocol spoken by a server of our own, and the model that asks it. */
abstract class OllamaFixture {
    static final Caller BY = Caller.anyone("default");
    static final Prompt PROMPT = new Prompt("be brief", "how many?", 1, AnswerLanguage.OTHER);

    final FakeOllama ollama = new FakeOllama();
    final ExecutorService readers = Executors.newFixedThreadPool(2);
    final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

    @BeforeEach
    void start() {
        ollama.up();
    }

    @AfterEach
    void stop() {
        ollama.close();
        readers.shutdownNow();
        timer.shutdownNow();
    }

    static List<Generation> generate(OllamaAnswerModel model) {
        return generate(model, deadline());
    }

    private static List<Generation> generate(OllamaAnswerModel model, Deadline deadline) {
        return model.generate(BY, PROMPT, deadline)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    static ServiceException failure(OllamaAnswerModel model) {
        return failure(model, deadline());
    }

    static ServiceException failure(OllamaAnswerModel model, Deadline deadline) {
        return catchThrowableOfType(ServiceException.class, () -> generate(model, deadline));
    }

    static boolean ready(OllamaAnswerModel model) {
        return model.unavailable().await().atMost(Duration.ofSeconds(10)).isEmpty();
    }

    static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    OllamaAnswerModel model(String url, int concurrent) {
        return model(settings(url, concurrent, true));
    }

    OllamaAnswerModel model(OllamaSettings settings) {
        HttpClient http = HttpClient.newHttpClient();
        return new OllamaAnswerModel(
                new OllamaAnswerModel.Parts(
                        settings,
                        new OllamaProbe(settings, http),
                        new Places(
                                settings.maxConcurrent(),
                                settings.maxWaiting(),
                                settings.maxWaitingOfACaller()),
                        (attempt, deadline) -> attempt.get(),
                        http,
                        readers,
                        timer));
    }

    static OllamaSettings settings(String url, int concurrent, boolean enabled) {
        return new OllamaSettings(
                enabled,
                URI.create(url),
                FakeOllama.MODEL,
                8192,
                256,
                0.1,
                Duration.ofMinutes(10),
                concurrent,
                2,
                1,
                new OllamaSettings.Patience(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1)));
    }
}
