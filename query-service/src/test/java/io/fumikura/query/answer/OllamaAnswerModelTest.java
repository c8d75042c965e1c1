package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OllamaAnswerModelTest {
    private static final Prompt PROMPT = new Prompt("be brief", "how many?", 1, AnswerLanguage.OTHER);

    private final FakeOllama ollama = new FakeOllama();
    private final ExecutorService readers = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

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

    @Test
    void asksWithoutThinkingAndWithTheContextLength() {
        ollama.writes("20", " days");

        List<Generation> parts = generate(model(ollama.url(), 1));

        assertThat(parts)
                .containsExactly(
                        new Generation.Token("20"),
                        new Generation.Token(" days"),
                        new Generation.Finished(new Generation.Usage(100, 7), false));
        JsonNode request = ollama.lastRequest();
        assertThat(request.get("think").isBoolean()).isTrue();
        assertThat(request.get("think").asBoolean()).isFalse();
        assertThat(request.get("stream").asBoolean()).isTrue();
        assertThat(request.get("model").asText()).isEqualTo(FakeOllama.MODEL);
        assertThat(request.get("options").get("num_ctx").asInt()).isEqualTo(8192);
        assertThat(request.get("options").get("num_predict").asInt()).isEqualTo(256);
        assertThat(request.get("keep_alive").asInt()).isEqualTo(600);
        assertThat(request.get("messages").get(0).get("role").asText()).isEqualTo("system");
        assertThat(request.get("messages").get(1).get("content").asText()).isEqualTo("how many?");
    }

    @Test
    void passesATokenOnBeforeTheNextOneExists() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        BlockingQueue<Generation> seen = new LinkedBlockingQueue<>();
        ollama.plays(
                stage -> {
                    stage.token("first");
                    assertThat(firstSeen.await(10, TimeUnit.SECONDS)).isTrue();
                    stage.token("second");
                    stage.end();
                });

        model(ollama.url(), 1).generate(PROMPT, deadline()).subscribe().with(seen::add);

        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Token("first"));
        assertThat(seen).isEmpty();
        firstSeen.countDown();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Token("second"));
    }

    @Test
    void namesAModelThatOllamaDoesNotHave() {
        ollama.plays(stage -> stage.refuse(404, "model not found"));

        assertThat(failure(model(ollama.url(), 1)).detail()).contains(FakeOllama.MODEL);
    }

    @Test
    void failsWhenOllamaReportsAnErrorInTheMiddle() {
        ollama.plays(
                stage -> {
                    stage.token("20");
                    stage.error("CUDA out of memory");
                });

        assertThat(failure(model(ollama.url(), 1)).code())
                .isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
    }

    @Test
    void failsAtOnceWhenTheStreamEndsBeforeTheAnswerDoes() {
        ollama.plays(stage -> stage.token("20"));

        assertThat(failure(model(ollama.url(), 1)).detail()).contains("broke off");
    }

    @Test
    void givesUpWhenNoAnswerBegins() {
        CountDownLatch over = new CountDownLatch(1);
        ollama.plays(stage -> over.await());

        ServiceException failure = failure(model(ollama.url(), 1));
        over.countDown();

        assertThat(failure.detail()).contains("no answer began");
    }

    @Test
    void givesUpWhenAnAnswerStandsStill() {
        CountDownLatch over = new CountDownLatch(1);
        ollama.plays(
                stage -> {
                    stage.token("20");
                    over.await();
                });

        ServiceException failure = failure(model(ollama.url(), 1));
        over.countDown();

        assertThat(failure.detail()).contains("stood still");
    }

    @Test
    void refusesMoreAnswersThanItMayWriteAndTakesThemAgainAfterwards() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        OllamaAnswerModel model = model(ollama.url(), 1);
        ollama.plays(
                stage -> {
                    stage.token("20");
                    over.await();
                });
        Cancellable running =
                model.generate(PROMPT, deadline())
                        .subscribe()
                        .with(part -> first.countDown(), failure -> {});
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(failure(model).code()).isEqualTo(ErrorCode.OVERLOADED);

        running.cancel();
        over.countDown();
        ollama.writes("20");
        assertThat(generate(model)).hasSize(2);
    }

    @Test
    void closesTheConnectionWhenTheReaderLeavesBeforeTheFirstToken() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cancellable running =
                    model("http://127.0.0.1:" + server.getLocalPort(), 1)
                            .generate(PROMPT, deadline())
                            .subscribe()
                            .with(part -> {}, failure -> {});
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(10_000);
                assertThat(connection.getInputStream().read()).isEqualTo('P');

                running.cancel();

                assertThat(closed(connection)).isTrue();
            }
        }
    }

    @Test
    void isNotReadyWithoutOllamaOrWhenSwitchedOff() {
        assertThat(ready(model(ollama.url(), 1))).isTrue();
        assertThat(ready(model("http://127.0.0.1:1", 1))).isFalse();
        assertThat(ready(model(settings(ollama.url(), 1, false)))).isFalse();
    }

    private static boolean closed(Socket connection) throws IOException {
        try {
            return connection.getInputStream().readAllBytes().length > 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static List<Generation> generate(OllamaAnswerModel model) {
        return model.generate(PROMPT, deadline())
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static ServiceException failure(OllamaAnswerModel model) {
        return catchThrowableOfType(ServiceException.class, () -> generate(model));
    }

    private static boolean ready(OllamaAnswerModel model) {
        return model.ready().await().atMost(Duration.ofSeconds(10));
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private OllamaAnswerModel model(String url, int concurrent) {
        return model(settings(url, concurrent, true));
    }

    private OllamaAnswerModel model(OllamaSettings settings) {
        HttpClient http = HttpClient.newHttpClient();
        return new OllamaAnswerModel(
                settings, new OllamaProbe(settings, http), http, readers, timer);
    }

    private static OllamaSettings settings(String url, int concurrent, boolean enabled) {
        return new OllamaSettings(
                enabled,
                URI.create(url),
                FakeOllama.MODEL,
                8192,
                256,
                0.1,
                Duration.ofMinutes(10),
                concurrent,
                new OllamaSettings.Patience(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1)));
    }
}
