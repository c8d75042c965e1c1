package io.fumikura.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QdrantCallsTest {
    private static final int TRIES = 6;

    /** By gRPC's own pauses the sixth try comes after 15 s, and later ones after two minutes. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private static final Duration BETWEEN_CALLS = Duration.ofMillis(100);

    @Test
    void triesToConnectEverySecondWhileQdrantIsAway() throws IOException, InterruptedException {
        CountDownLatch tries = new CountDownLatch(TRIES);
        try (ServerSocket away = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                QdrantCalls calls = calls(away.getLocalPort())) {
            Thread hangingUp = new Thread(() -> hangUp(away, tries));
            hangingUp.start();
            long end = System.nanoTime() + LIMIT.toNanos();
            do {
                assertThatThrownBy(
                                () ->
                                        Chunks.await(
                                                calls.collections(
                                                        stub ->
                                                                stub.list(
                                                                        ListCollectionsRequest
                                                                                .getDefaultInstance()))))
                        .isInstanceOf(IndexUnavailableException.class);
            } while (!tries.await(BETWEEN_CALLS.toMillis(), TimeUnit.MILLISECONDS)
                    && System.nanoTime() < end);
        }

        assertThat(tries.getCount()).isZero();
    }

    private static QdrantCalls calls(int port) {
        return new QdrantCalls(
                new IndexAddress("127.0.0.1", port, Optional.empty(), false),
                Duration.ofSeconds(5));
    }

    /** Until the socket is closed. */
    private static void hangUp(ServerSocket socket, CountDownLatch tries) {
        try {
            while (true) {
                socket.accept().close();
                tries.countDown();
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
