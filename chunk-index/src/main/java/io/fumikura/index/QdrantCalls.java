package io.fumikura.index;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsFutureStub;
import io.qdrant.client.grpc.PointsGrpc.PointsFutureStub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection: every call has a deadline, never blocks, and fails with an exception of this
 * package that says in words what happened where.
 */
final class QdrantCalls implements AutoCloseable {

    /** A batch of passages with 1,792-dimensional vectors is about 2 MB; answers are smaller. */
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    /** gRPC's own pauses grow to two minutes, and Qdrant may have been back for long by then. */
    private static final Duration RECONNECT_EVERY = Duration.ofSeconds(1);

    /** A server whose node is gone says nothing: after so long it is asked whether it is there. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final ManagedChannel channel;
    private final QdrantGrpcClient client;
    private final IndexAddress address;
    private final Duration deadline;
    private final AtomicLong lastReconnect = new AtomicLong(System.nanoTime());

    QdrantCalls(IndexAddress address, Duration deadline) {
        this.address = address;
        this.deadline = deadline;
        NettyChannelBuilder builder =
                NettyChannelBuilder.forAddress(address.host(), address.port())
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .keepAliveTime(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .keepAliveTimeout(SILENCE.toMillis() / 4, TimeUnit.MILLISECONDS);
        this.channel = (address.tls() ? builder : builder.usePlaintext()).build();
        this.client = client(address, channel);
    }

    private static QdrantGrpcClient client(IndexAddress address, ManagedChannel channel) {
        // No version check: it would block here, and on every start of a service before Qdrant's.
        QdrantGrpcClient.Builder builder = QdrantGrpcClient.newBuilder(channel, true, false);
        address.apiKey().ifPresent(builder::withApiKey);
        return builder.build();
    }

    <T> CompletionStage<T> points(Function<PointsFutureStub, ListenableFuture<T>> call) {
        return stage(
                call.apply(
                        client.points()
                                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)));
    }

    <T> CompletionStage<T> collections(Function<CollectionsFutureStub, ListenableFuture<T>> call) {
        return stage(
                call.apply(
                        client.collections()
                                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)));
    }

    private <T> CompletionStage<T> stage(ListenableFuture<T> call) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        Futures.addCallback(
                call,
                new FutureCallback<T>() {
                    @Override
                    public void onSuccess(@Nullable T result) {
                        stage.complete(result);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        if (Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE) {
                            reconnect();
                        }
                        stage.completeExceptionally(inWords(failure));
                    }
                },
                MoreExecutors.directExecutor());
        return stage;
    }

    /** For the calls to come. */
    private void reconnect() {
        long last = lastReconnect.get();
        long now = System.nanoTime();
        if (now - last >= RECONNECT_EVERY.toNanos() && lastReconnect.compareAndSet(last, now)) {
            channel.resetConnectBackoff();
        }
    }

    private RuntimeException inWords(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, UNIMPLEMENTED ->
                    new IndexMismatchException(
                            "Qdrant at " + address + " refused the request: " + detail(status),
                            failure);
            case DEADLINE_EXCEEDED ->
                    new IndexUnavailableException(
                            "Qdrant at "
                                    + address
                                    + " did not answer within "
                                    + deadline.toMillis()
                                    + " ms",
                            failure);
            case UNAVAILABLE ->
                    new IndexUnavailableException(
                            "Qdrant at " + address + " cannot be reached: " + detail(status),
                            failure);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                    new IndexUnavailableException(
                            "Qdrant at "
                                    + address
                                    + " does not accept the API key: "
                                    + detail(status),
                            failure);
            default ->
                    new IndexUnavailableException(
                            "Qdrant at "
                                    + address
                                    + " failed ("
                                    + status.getCode()
                                    + "): "
                                    + detail(status),
                            failure);
        };
    }

    /** The innermost cause says "Connection refused" where the status says only "io exception". */
    private static String detail(Status status) {
        Throwable cause = status.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause)
                .map(Throwable::getMessage)
                .or(() -> Optional.ofNullable(status.getDescription()))
                .orElse("no reason given");
    }

    /** Whether a failed stage failed because Qdrant answered with this code. */
    static boolean is(Throwable failure, Status.Code code) {
        Throwable own = failure instanceof CompletionException ? failure.getCause() : failure;
        return own != null
                && own.getCause() != null
                && Status.fromThrowable(own.getCause()).getCode() == code;
    }

    @Override
    public void close() {
        client.close();
    }
}
