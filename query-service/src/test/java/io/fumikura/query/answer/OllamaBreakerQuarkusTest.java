package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.Eventually;
import io.fumikura.query.QueryEnvironment;
import io.fumikura.query.call.CallPolicy;
import io.fumikura.query.call.Deadline;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The breaker needs the container; everything else about the model is tested without. */
@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class OllamaBreakerQuarkusTest {
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
    void leavesAnOllamaAloneThatKeepsFailing() {
        AtomicInteger asked = new AtomicInteger();
        OllamaAnswerModel model = model(Duration.ofMinutes(1));
        ollama.plays(
                stage -> {
                    asked.incrementAndGet();
                    stage.refuse(500, "CUDA error");
                });

        for (int i = 0; i < 4; i++) {
            assertThat(failure(model).code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
        }

        assertThat(failure(model).detail()).contains("failed repeatedly");
        assertThat(asked).hasValue(4);
    }

    @Test
    void comesBackToItAfterAWhile() {
        OllamaAnswerModel model = model(Duration.ofMillis(1));
        ollama.plays(stage -> stage.refuse(500, "CUDA error"));
        for (int i = 0; i < 5; i++) {
            failure(model);
        }

        ollama.writes("20");

        Eventually.holds(() -> assertThat(failureOf(model)).isNull());
        assertThat(generate(model)).contains(new Generation.Token("20"));
    }

    @Test
    void asksForTheNextOneWhenTheReaderForWhomItWasAskedAgainLeaves() throws Exception {
        OllamaAnswerModel model = model(Duration.ofMillis(1));
        ollama.plays(stage -> stage.refuse(500, "CUDA error"));
        for (int i = 0; i < 4; i++) {
            failure(model);
        }
        CountDownLatch over = new CountDownLatch(1);
        Semaphore asked = new Semaphore(0);
        ollama.plays(
                stage -> {
                    asked.release();
                    over.await();
                });
        AtomicReference<Cancellable> reader = new AtomicReference<>();
        Eventually.holds(
                () -> {
                    reader.set(started(model));
                    assertThat(acquired(asked)).isTrue();
                });

        Objects.requireNonNull(reader.get()).cancel();
        ollama.writes("20");

        assertThat(generate(model)).contains(new Generation.Token("20"));
        over.countDown();
    }

    @Test
    void doesNotTakeTheShortTimeOfACallerForAnOutage() throws Exception {
        OllamaAnswerModel model = model(Duration.ofMinutes(1));
        CountDownLatch over = new CountDownLatch(1);
        ollama.plays(stage -> over.await());
        for (int i = 0; i < 6; i++) {
            assertThat(failureWithin(Duration.ofMillis(100), model).code())
                    .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        }
        over.countDown();

        ollama.writes("20");

        assertThat(generate(model)).contains(new Generation.Token("20"));
    }

    @Test
    void doesNotCountAFullQueueAsAFailure() {
        OllamaAnswerModel model = model(Duration.ofMinutes(1));
        ollama.plays(stage -> stage.refuse(503, "server busy"));

        for (int i = 0; i < 6; i++) {
            assertThat(failure(model).code()).isEqualTo(ErrorCode.OVERLOADED);
        }
    }

    @Test
    void doesNotTakeAFullPoolOfOursForAnOutage() throws Exception {
        ExecutorService full =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
        CountDownLatch over = new CountDownLatch(1);
        var unused = full.submit(() -> over.await(1, TimeUnit.MINUTES));
        OllamaAnswerModel model = model(Duration.ofMinutes(1), full);
        Semaphore stopped = new Semaphore(0);
        ollama.plays(
                stage -> {
                    try {
                        while (true) {
                            stage.token("20");
                        }
                    } catch (IOException closed) {
                        stopped.release();
                    }
                });

        for (int i = 0; i < 6; i++) {
            assertThat(failure(model).code()).isEqualTo(ErrorCode.OVERLOADED);
        }
        assertThat(stopped.tryAcquire(6, 20, TimeUnit.SECONDS)).isTrue();
        over.countDown();
        ollama.writes("20");

        Eventually.holds(() -> assertThat(failureOf(model)).isNull());
        full.shutdownNow();
    }

    private OllamaAnswerModel model(Duration pause) {
        return model(pause, readers);
    }

    private OllamaAnswerModel model(Duration pause, ExecutorService reading) {
        OllamaSettings settings = OllamaFixture.settings(ollama.url(), 1, true);
        HttpClient http = HttpClient.newHttpClient();
        CallPolicy policy = new CallPolicy(Duration.ofSeconds(10), 4, 0.5, pause);
        return new OllamaAnswerModel(
                new OllamaAnswerModel.Parts(
                        settings,
                        new OllamaProbe(settings, http),
                        new Places(1, 2, 2),
                        OllamaAnswerModel.Attempts.behindBreaker(settings, policy),
                        http,
                        reading,
                        timer));
    }

    private static Cancellable started(OllamaAnswerModel model) {
        return model.generate(OllamaFixture.BY, OllamaFixture.PROMPT, OllamaFixture.deadline())
                .subscribe()
                .with(part -> {}, failure -> {});
    }

    private static boolean acquired(Semaphore asked) {
        try {
            return asked.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ServiceException failureWithin(Duration time, OllamaAnswerModel model) {
        return catchThrowableOfType(
                ServiceException.class,
                () ->
                        model.generate(OllamaFixture.BY, OllamaFixture.PROMPT, Deadline.after(time))
                                .collect()
                                .asList()
                                .await()
                                .atMost(Duration.ofSeconds(10)));
    }

    private static List<Generation> generate(OllamaAnswerModel model) {
        return model.generate(
                        OllamaFixture.BY,
                        OllamaFixture.PROMPT,
                        Deadline.after(Duration.ofSeconds(20)))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static ServiceException failure(OllamaAnswerModel model) {
        ServiceException failure = failureOf(model);
        assertThat(failure).isNotNull();
        return failure;
    }

    private static ServiceException failureOf(OllamaAnswerModel model) {
        return catchThrowableOfType(ServiceException.class, () -> generate(model));
    }
}
