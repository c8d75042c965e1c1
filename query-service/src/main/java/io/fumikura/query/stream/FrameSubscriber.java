package io.fumikura.query.stream;

import io.vertx.core.Context;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Writes one frame at a time on the event loop of the connection: the next one is asked for when
 * the last one is written, so a slow reader slows the source and not the memory.
 */
final class FrameSubscriber implements Flow.Subscriber<String> {
    /** Proxies close a connection that is silent for a minute; a model may load for longer. */
    private static final long KEEP_ALIVE_MILLIS = 10_000;

    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.UTF_8);

    private static final Logger LOG = Logger.getLogger(FrameSubscriber.class);

    private final ResteasyReactiveRequestContext request;
    private final ServerHttpResponse response;
    private final Context loop;
    private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final long keepAlive;

    FrameSubscriber(ResteasyReactiveRequestContext request, Context loop) {
        this.request = request;
        this.response = request.serverResponse();
        this.loop = loop;
        this.keepAlive =
                loop.owner()
                        .setPeriodic(
                                KEEP_ALIVE_MILLIS, tick -> loop.runOnContext(ignored -> comment()));
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source.set(subscription);
        if (over.get()) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(String frame) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        loop.runOnContext(ignored -> write(bytes));
    }

    @Override
    public void onError(Throwable failure) {
        LOG.error("an event stream failed instead of sending its error as a frame", failure);
        onComplete();
    }

    @Override
    public void onComplete() {
        loop.runOnContext(ignored -> end());
    }

    /** The connection was closed, by the reader or because the response is complete. */
    void readerLeft() {
        if (over.compareAndSet(false, true)) {
            loop.owner().cancelTimer(keepAlive);
            cancelSource();
            request.resume();
        }
    }

    private void write(byte[] bytes) {
        if (over.get()) {
            return;
        }
        response.write(
                bytes,
                failure -> {
                    if (failure == null) {
                        requestNext();
                    } else {
                        readerLeft();
                    }
                });
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            loop.owner().cancelTimer(keepAlive);
            response.end();
            request.resume();
        }
    }

    private void comment() {
        if (!over.get()) {
            response.write(KEEP_ALIVE, failure -> {});
        }
    }

    private void requestNext() {
        Flow.Subscription subscription = source.get();
        if (subscription != null && !over.get()) {
            subscription.request(1);
        }
    }

    private void cancelSource() {
        Flow.Subscription subscription = source.get();
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
