package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.Eventually;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaAnswerModelTest extends OllamaFixture {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

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

        model(ollama.url(), 1).generate(BY, PROMPT, deadline()).subscribe().with(seen::add);

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
    void saysThatItWasTheCallersTimeThatRanOut() {
        CountDownLatch over = new CountDownLatch(1);
        ollama.plays(
                stage -> {
                    stage.token("20");
                    over.await();
                });

        ServiceException failure =
                catchThrowableOfType(
                        ServiceException.class,
                        () ->
                                model(ollama.url(), 1)
                                        .generate(BY, PROMPT, Deadline.after(HALF_A_SECOND))
                                        .collect()
                                        .asList()
                                        .await()
                                        .atMost(Duration.ofSeconds(10)));
        over.countDown();

        assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100_000})
    void readsLinesHoweverTheyAreCut(int bytes) {
        ollama.plays(stage -> stage.inPiecesOf(bytes, "有給は", "🎌20日", "です\n[1]。"));

        assertThat(generate(model(ollama.url(), 1)))
                .startsWith(
                        new Generation.Token("有給は"),
                        new Generation.Token("🎌20日"),
                        new Generation.Token("です\n[1]。"));
    }

    @Test
    void saysThatOllamasOwnQueueIsFull() {
        ollama.plays(stage -> stage.refuse(503, "server busy, please try again"));

        assertThat(failure(model(ollama.url(), 1)).code()).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void waitsLongerWhileTheModelIsLoadedAndSaysSo() {
        ollama.hasLoaded(false);
        ollama.plays(
                stage -> {
                    // Longer than a first token may take, shorter than that and loading together.
                    assertThat(new CountDownLatch(1).await(1500, TimeUnit.MILLISECONDS)).isFalse();
                    stage.token("20");
                    stage.end();
                });

        assertThat(generate(model(ollama.url(), 1)))
                .startsWith(Generation.Waiting.FOR_THE_MODEL, new Generation.Token("20"));
    }

    @Test
    void slowsOllamaDownToThePaceOfTheReader() {
        AtomicInteger written = new AtomicInteger();
        ollama.plays(
                stage -> {
                    for (int i = 0; i < 200; i++) {
                        // More than connections buffer.
                        stage.token("あ".repeat(100_000));
                        written.incrementAndGet();
                    }
                    stage.end();
                });
        AssertSubscriber<Generation> reader =
                model(ollama.url(), 1)
                        .generate(BY, PROMPT, deadline())
                        .subscribe()
                        .withSubscriber(AssertSubscriber.create(1));

        reader.awaitItems(1, Duration.ofSeconds(10));
        // Half a second without a token: it waits, and is not only slow.
        AtomicInteger before = new AtomicInteger(-1);
        AtomicInteger still = new AtomicInteger();
        Eventually.holds(
                () -> {
                    int now = written.get();
                    still.set(before.getAndSet(now) == now ? still.get() + 1 : 0);
                    assertThat(still).hasValueGreaterThan(10);
                });
        assertThat(written.get()).isLessThan(150);

        reader.request(Long.MAX_VALUE);
        reader.awaitCompletion(Duration.ofSeconds(20));
        assertThat(written).hasValue(200);
    }

    @Test
    void closesTheConnectionWhenTheReaderLeavesBeforeTheFirstToken() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cancellable running =
                    model("http://127.0.0.1:" + server.getLocalPort(), 1)
                            .generate(BY, PROMPT, deadline())
                            .subscribe()
                            .with(part -> {}, failure -> {});
            try (Socket connection = askedForAnAnswer(server)) {
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

    /** Before that it asks whether the model is loaded, and gets no answer. */
    private static Socket askedForAnAnswer(ServerSocket server) throws IOException {
        server.setSoTimeout(10_000);
        while (true) {
            Socket connection = server.accept();
            connection.setSoTimeout(10_000);
            if (connection.getInputStream().read() == 'P') {
                return connection;
            }
            connection.close();
        }
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
}
