package io.fumikura.query.answer;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of one streamed answer, in the form LangChain4j asks for. LangChain4j's own client
 * can be stopped only once the first token has come, and does not say when a stream breaks off; a
 * reader who leaves while the model is loading must free it too, so this one can be cancelled at
 * any time and reports the end of the stream.
 */
final class OllamaCall implements HttpClient, HttpClientBuilder {
    private static final int MAX_ERROR_BYTES = 4096;

    private final java.net.http.HttpClient http;
    private final Executor readers;
    private final Runnable onEnd;
    private final AtomicReference<@Nullable CompletableFuture<HttpResponse<InputStream>>> sent =
            new AtomicReference<>();
    private final AtomicReference<@Nullable InputStream> body = new AtomicReference<>();
    private volatile boolean cancelled;

    /**
     * @param readers where the answer is read, which blocks
     * @param onEnd called when the answer has been read to its end
     */
    OllamaCall(java.net.http.HttpClient http, Executor readers, Runnable onEnd) {
        this.http = http;
        this.readers = readers;
        this.onEnd = onEnd;
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.method(request.method().name(), BodyPublishers.ofString(request.body()));
        CompletableFuture<HttpResponse<InputStream>> exchange =
                http.sendAsync(builder.build(), BodyHandlers.ofInputStream());
        sent.set(exchange);
        exchange.thenApply(this::opened)
                .thenAcceptAsync(response -> read(response, parser, listener), readers)
                .exceptionally(
                        failure -> {
                            listener.onError(
                                    failure.getCause() == null ? failure : failure.getCause());
                            return null;
                        });
        if (cancelled) {
            cancel();
        }
    }

    /** Closes the connection, whatever it is doing. */
    void cancel() {
        cancelled = true;
        CompletableFuture<HttpResponse<InputStream>> exchange = sent.get();
        if (exchange != null) {
            exchange.cancel(true);
        }
        InputStream open = body.get();
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyBroken) {
                // Closing is all that was wanted.
            }
        }
    }

    /** Known from here on, or an answer that nobody has time to read would stay open. */
    private HttpResponse<InputStream> opened(HttpResponse<InputStream> response) {
        body.set(response.body());
        if (cancelled) {
            cancel();
        }
        return response;
    }

    private void read(
            HttpResponse<InputStream> response,
            ServerSentEventParser parser,
            ServerSentEventListener listener) {
        try (InputStream stream = response.body()) {
            if (response.statusCode() != 200) {
                String said =
                        new String(stream.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
                listener.onError(new HttpException(response.statusCode(), said));
            } else if (!cancelled) {
                parser.parse(stream, listener);
            }
        } catch (IOException e) {
            listener.onError(e);
        }
        onEnd.run();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("answers are streamed");
    }

    @Override
    public HttpClient build() {
        return this;
    }

    // The timeouts LangChain4j sets here are one value for two things; OllamaGeneration keeps time.

    @Override
    public @Nullable Duration connectTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }
}
