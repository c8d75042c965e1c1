package io.fumikura.ingest.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.ocr.mapping.MappingFile;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrCancelled;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.image.PageFile;
import io.fumikura.ocr.image.PageImage;
import io.fumikura.ocr.image.Raster;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteOcrEngineTest {
    private static final Duration PLENTY = Duration.ofSeconds(30);
    private static final PageImage PICTURE = new PageImage(Raster.grey(1000, 1400, 255), 200.0);

    private final WrapperServer wrapper = WrapperServer.start();

    @AfterEach
    void stop() {
        wrapper.close();
    }

    @Test
    void sendsThePictureAndReadsTheAnswer() throws IOException {
        OcrPage page = read(engine(PLENTY));

        assertThat(page.blocks()).hasSize(8);
        assertThat(page.profile()).isEqualTo("yomitoku 1");
        assertThat(page.dpi()).isEqualTo(200);
        assertThat(wrapper.asked()).hasSize(1);
        WrapperServer.Asked asked = wrapper.asked().get(0);
        assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v1/ocr");
        assertThat(asked.type()).isEqualTo("image/png");
        PageImage sent = new PageFile(asked.body().array()).page(0);
        assertThat(sent.width()).isEqualTo(1000);
        assertThat(sent.height()).isEqualTo(1400);
    }

    @Test
    void doesNotSendAPageAgainWhoseDocumentIsReadFromTheStart() {
        RemoteOcrEngine engine = engine(PLENTY);
        OcrPage first = read(engine);
        wrapper.close();

        assertThat(read(engine)).isEqualTo(first);
    }

    @Test
    void sendsAPageAgainWhoseAnswerCouldNotBeUsed() {
        wrapper.answers(first(WrapperServer.status(500, "{}")));
        RemoteOcrEngine engine = engine(PLENTY);
        failure(engine);

        assertThat(read(engine).blocks()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429, 0", "503, 0", "429, soon", "503, date"})
    void comesAgainWhenTheServiceIsBusy(int status, String retryAfter) {
        String wait =
                retryAfter.equals("date")
                        ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Instant.now().atOffset(ZoneOffset.UTC))
                        : retryAfter;
        wrapper.answers(first(WrapperServer.busy(status, wait)));

        assertThat(read(engine(PLENTY)).blocks()).isNotEmpty();
        assertThat(wrapper.asked()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void leavesTheDocumentToWaitWhenTheServiceStaysBusy(int status) {
        wrapper.answers(WrapperServer.busy(status, "3600"));

        ServiceException failure = failure(engine(PLENTY));

        assertThat(failure.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(failure.detail()).contains(wrapper.address().toString(), "is busy");
        assertThat(wrapper.asked()).hasSize(1);
    }

    @Test
    void isAskedForNoMoreThanItsPlacesAtATime() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        wrapper.answers(
                exchange -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    two.countDown();
                    awaited(two);
                    now.decrementAndGet();
                    WrapperServer.example().to(exchange);
                });
        RemoteOcrEngine engine = engine(PLENTY);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<OcrPage>> pages =
                    IntStream.range(0, 6)
                            .mapToObj(i -> threads.submit(() -> read(engine)))
                            .toList();
            for (Future<OcrPage> page : pages) {
                assertThat(page.get().blocks()).isNotEmpty();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(most).hasValue(2);
    }

    @Test
    void givesUpAPageThatTheServiceIsTooSlowFor() {
        CountDownLatch over = new CountDownLatch(1);
        wrapper.answers(exchange -> awaited(over));

        assertThatThrownBy(() -> read(engine(Duration.ofMillis(400))))
                .isInstanceOf(OcrCancelled.class);

        assertThat(wrapper.asked()).hasSize(1);
        over.countDown();
    }

    @Test
    void givesUpAnAnswerThatTricklesIn() {
        CountDownLatch over = new CountDownLatch(1);
        wrapper.answers(
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    awaited(over);
                });

        assertThatThrownBy(() -> read(engine(Duration.ofMillis(400))))
                .isInstanceOf(OcrCancelled.class);

        over.countDown();
    }

    @Test
    void leavesAtOnceWhenTheCallerHasLeft() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        wrapper.answers(
                exchange -> {
                    begun.countDown();
                    awaited(over);
                });
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread reading = new Thread(() -> end.set(thrown(engine(PLENTY))));
        reading.start();
        begun.await();

        reading.interrupt();
        reading.join(10_000);

        assertThat(end.get()).isInstanceOf(OcrCancelled.class);
        over.countDown();
    }

    @Test
    void asksWhetherThePageIsStillWantedWhileItWaits() {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger glances = new AtomicInteger();
        wrapper.answers(exchange -> awaited(over));

        assertThatThrownBy(
                        () ->
                                engine(PLENTY)
                                        .read(
                                                PICTURE,
                                                Cancellation.when(
                                                        () -> glances.incrementAndGet() > 3)))
                .isInstanceOf(OcrCancelled.class)
                .hasMessage("the caller has left");

        over.countDown();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"code\": \"ocr_failed\", \"detail\": \"secret\"} | answers 500"
                        + " (ocr_failed)",
                "413 | {\"code\": \"image_too_large\"} | answers 413 (image_too_large)",
                "422 | not JSON | answers 422",
                "400 | {\"code\": \"<script>\"} | answers 400"
            })
    void saysWhyTheServiceDoesNotReadAPage(int status, String body, String words) {
        wrapper.answers(WrapperServer.status(status, body));

        ServiceException failure = failure(engine(PLENTY));

        assertThat(failure.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(failure.detail()).endsWith(words);
        assertThat(wrapper.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html | <html></html> | something other than JSON",
                "application/json | <html></html> | JSON that cannot be read",
                "application/json | {\"document\": {\"words\": [] | JSON that cannot be read",
                "application/json | {} trailing | JSON that cannot be read",
                "application/json | '' | has no page",
                "application/json; charset=utf-8 | {\"document\": {}} | has none of the lists",
                "application/json | [1] | has no page"
            })
    void saysWhyAnAnswerCannotBeUsed(String type, String body, String words) {
        wrapper.answers(exchange -> WrapperServer.send(exchange, 200, type, body));

        ServiceException failure = failure(engine(PLENTY));

        assertThat(failure.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(failure.detail()).contains(words);
    }

    @Test
    void refusesAnAnswerThatIsTooLongAndOneThatIsTooDeep() {
        wrapper.answers(
                exchange ->
                        WrapperServer.send(
                                exchange, 200, "application/json", " ".repeat(17 << 20)));
        assertThat(failure(engine(PLENTY)).detail()).contains("16,777,216 bytes");

        wrapper.answers(
                exchange ->
                        WrapperServer.send(
                                exchange, 200, "application/json", "[".repeat(1_000_000)));
        assertThat(failure(engine(PLENTY)).detail()).contains("cannot be read");
    }

    private RemoteOcrEngine engine(Duration pageTime) {
        return new RemoteOcrEngine(
                new OcrServiceSettings(wrapper.address(), pageTime, 2), MappingFile.shipped());
    }

    private static OcrPage read(RemoteOcrEngine engine) {
        return engine.read(PICTURE, Cancellation.none());
    }

    private static Throwable thrown(RemoteOcrEngine engine) {
        return catchThrowableOfType(RuntimeException.class, () -> read(engine));
    }

    private static ServiceException failure(RemoteOcrEngine engine) {
        ServiceException failure = catchThrowableOfType(ServiceException.class, () -> read(engine));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static WrapperServer.Answer first(WrapperServer.Answer answer) {
        AtomicInteger times = new AtomicInteger();
        return exchange ->
                (times.getAndIncrement() == 0 ? answer : WrapperServer.example()).to(exchange);
    }

    private static void awaited(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
