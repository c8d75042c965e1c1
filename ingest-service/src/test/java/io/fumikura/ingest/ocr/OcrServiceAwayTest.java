package io.fumikura.ingest.ocr;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.ocr.mapping.MappingFile;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.image.PageImage;
import io.fumikura.ocr.image.Raster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that is away, goes away, or is another one. */
class OcrServiceAwayTest {
    private static final Duration PLENTY = Duration.ofSeconds(30);
    private static final PageImage PICTURE = new PageImage(Raster.grey(1000, 1400, 255), 200.0);

    private final WrapperServer wrapper = WrapperServer.start();

    @AfterEach
    void stop() {
        wrapper.close();
    }

    @Test
    void triesOnceMoreWhenAnAnswerBreaksOff() {
        wrapper.answers(first(WrapperServer.breakingOff()));

        assertThat(read(engine(PLENTY)).blocks()).isNotEmpty();
    }

    @Test
    void blamesAPageOverWhichAServiceThatIsWellBreaksOffAgainAndAgain() {
        wrapper.answers(WrapperServer.breakingOff());

        ServiceException failure = failure(engine(PLENTY));

        assertThat(failure.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(failure.detail()).contains("three times over this page");
        assertThat(wrapper.asked()).hasSize(3);
    }

    @Test
    void doesNotBlameAPageForAServiceThatIsGoingDown() {
        wrapper.answers(WrapperServer.breakingOff());
        wrapper.healthAnswers(503);

        ServiceException failure = failure(engine(PLENTY));

        assertThat(failure.code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
        assertThat(wrapper.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 401, 404, 405})
    void waitsWhereTheAddressIsThatOfSomethingElse(int status) {
        try (WrapperServer elsewhere = WrapperServer.start()) {
            wrapper.answers(
                    exchange -> {
                        exchange.getResponseHeaders()
                                .add("Location", elsewhere.address() + "/v1/ocr");
                        WrapperServer.send(exchange, status, "text/plain", "no");
                    });

            ServiceException failure = failure(engine(PLENTY));

            assertThat(failure.code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
            assertThat(failure.detail()).contains("answers " + status);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void waitsForAServiceThatIsAwayAndAsksNothingForAWhileThen() {
        RemoteOcrEngine engine = engine(PLENTY);
        wrapper.close();

        assertThat(failure(engine).code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
        assertThat(engine.absence()).hasValueSatisfying(r -> assertThat(r).contains("cannot be"));
        try (WrapperServer back = WrapperServer.start(wrapper.address().getPort())) {
            assertThat(engine.absence()).isEmpty();
            assertThat(failure(engine).detail()).contains("was away just now");
            assertThat(back.asked()).isEmpty();
        }
    }

    @Test
    void waitsWhereNobodySpeaksHttp() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread other = new Thread(() -> greet(socket));
            other.setDaemon(true);
            other.start();
            URI address = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            RemoteOcrEngine engine =
                    new RemoteOcrEngine(
                            new OcrServiceSettings(address, PLENTY, 2), MappingFile.shipped());

            assertThat(failure(engine).code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
        }
    }

    /** As a server of another kind does, before anybody has asked it anything. */
    private static void greet(ServerSocket socket) {
        List<Socket> open = new ArrayList<>();
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                client.getOutputStream().write("SSH-2.0-x\r\n\r\n".getBytes(US_ASCII));
            }
        } catch (IOException over) {
            assertThat(open).isNotEmpty();
        }
    }

    private RemoteOcrEngine engine(Duration pageTime) {
        return new RemoteOcrEngine(
                new OcrServiceSettings(wrapper.address(), pageTime, 2), MappingFile.shipped());
    }

    private static OcrPage read(RemoteOcrEngine engine) {
        return engine.read(PICTURE, Cancellation.none());
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
}
