package io.fumikura.ingest.ocr;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrCancelled;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * The wire: {@code POST /v1/ocr} with one PNG, {@code GET /health}. Straight to the address it was
 * given: no proxy, and no redirect is followed.
 */
final class OcrServiceClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Duration PROBE = Duration.ofSeconds(1);

    /** How often the caller is asked whether it is still there. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private static final int MOST_BYTES = 16 << 20;

    /** Python writes NaN into what it calls JSON; a number that is none counts as missing here. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final OcrServiceSettings settings;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();

    OcrServiceClient(OcrServiceSettings settings) {
        this.settings = settings;
    }

    /**
     * Sends a page once. However it ends, nothing of it goes on.
     *
     * @throws OcrCancelled the caller has left
     */
    Attempt read(byte[] png, Duration limit, Cancellation cancellation) {
        HttpRequest request =
                HttpRequest.newBuilder(settings.at("/v1/ocr"))
                        .header("Content-Type", "image/png")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofByteArray(png))
                        .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BoundedBody.ofAtMost(MOST_BYTES));
        try {
            return attempt(awaited(exchange, limit, cancellation));
        } catch (TimeoutException e) {
            return Attempt.slow();
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OcrCancelled("the caller has left");
        } finally {
            exchange.cancel(true);
        }
    }

    private static HttpResponse<byte[]> awaited(
            CompletableFuture<HttpResponse<byte[]>> exchange,
            Duration limit,
            Cancellation cancellation)
            throws TimeoutException, ExecutionException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            long left = end - System.nanoTime();
            try {
                return exchange.get(
                        Math.max(0, Math.min(left, GLANCE.toNanos())), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= GLANCE.toNanos()) {
                    throw e;
                }
                cancellation.check();
            }
        }
    }

    private static Attempt attempt(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String answers = "answers " + status;
        return switch (status) {
            case 200 -> answer(response);
            case 429 -> Attempt.busy(status, retryAfter(response).orElse(BUSY));
            case 503 ->
                    retryAfter(response)
                            .map(wait -> Attempt.busy(status, wait))
                            .orElseGet(() -> Attempt.away("is not ready, it " + answers, null));
            case 502, 504 -> Attempt.brokenOff(answers, null);
            case 400, 413, 415, 422, 500 -> Attempt.refused(answers + code(response), null);
            default -> Attempt.away("is none, it " + answers, null);
        };
    }

    private static Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        return RetryAfter.of(response.headers(), Instant.now());
    }

    private static Attempt answer(HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            return Attempt.refused("answers something other than JSON", null);
        }
        try {
            return Attempt.answered(JSON.readTree(response.body()));
        } catch (IOException e) {
            return Attempt.refused("answers JSON that cannot be read", e);
        }
    }

    /** What our wrapper calls the problem: a word, nothing that it quotes. */
    private static String code(HttpResponse<byte[]> response) {
        try {
            JsonNode code = JSON.readTree(response.body()).path("code");
            return code.asText("").matches("[a-z_]{1,40}") ? " (%s)".formatted(code.asText()) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static Attempt failed(Throwable cause) {
        if (cause instanceof BoundedBody.TooLong) {
            return Attempt.refused("answers " + cause.getMessage(), cause);
        }
        if (cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLException) {
            return Attempt.away("cannot be reached", cause);
        }
        if (cause instanceof ProtocolException) {
            return Attempt.away("does not speak HTTP", cause);
        }
        return Attempt.brokenOff("broke off before it had answered", cause);
    }

    /** Why no page can be read now; empty when one can. */
    Optional<String> absence() {
        HttpRequest request = HttpRequest.newBuilder(settings.at("/health")).timeout(PROBE).build();
        try {
            int status = http.send(request, BoundedBody.ofAtMost(MOST_BYTES)).statusCode();
            return status == 200 ? Optional.empty() : Optional.of("answers " + status);
        } catch (IOException e) {
            return Optional.of("cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("was not waited for");
        }
    }
}
