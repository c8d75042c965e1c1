package io.fumikura.bench.load;

import io.fumikura.bench.load.MixedTexts.SizedText;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/**
 * Clients that each send their next request when the last one is answered, over connections that
 * stay open, to {@code POST /embed} on this machine. One thread serves all of them, so that little
 * is taken from the service that is measured.
 */
public final class Load implements AutoCloseable {
    private static final int HIGHEST_MICROS = 120_000_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final int port;

    public Load(int port) {
        this.port = port;
    }

    /**
     * What happened while the clients were at work.
     *
     * @param tokens of the inputs that were answered with 200
     * @param statuses how often each status came; 0 stands for no answer
     * @param refusedWithoutTime 429s that did not say when to come again
     * @param latencies of the 200s, in microseconds
     */
    public record Result(
            Duration took,
            long tokens,
            Map<Integer, Long> statuses,
            long refusedWithoutTime,
            Histogram latencies) {
        public double tokensPerSecond() {
            return tokens / (took.toNanos() / 1e9);
        }

        public double millisAt(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1000.0;
        }

        public long answered() {
            return statuses.getOrDefault(200, 0L);
        }
    }

    /**
     * Runs so many clients, and counts what is answered between the end of {@code ramp} and the end
     * of {@code time} after it: as much is under way at the one as at the other. A client that is
     * refused with 429 waits as long as the answer says.
     */
    public Result run(List<SizedText> texts, int clients, Duration ramp, Duration time) {
        Run run = new Run(texts, clients, System.nanoTime() + ramp.toNanos(), time);
        run.start();
        run.finished.join();
        return new Result(
                time,
                run.tokens,
                new TreeMap<>(run.statuses),
                run.refusedWithoutTime,
                run.latencies);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Everything in it happens on the one event loop. */
    private final class Run {
        private final List<SizedText> texts;
        private final List<Buffer> bodies;
        private final int clients;
        private final long begin;
        private final long end;
        private final HttpClient client;
        private final CompletableFuture<Void> finished = new CompletableFuture<>();
        private final Histogram latencies = new Histogram(HIGHEST_MICROS, 3);
        private final Map<Integer, Long> statuses = new TreeMap<>();
        private long tokens;
        private long refusedWithoutTime;
        private int next;
        private int running;

        Run(List<SizedText> texts, int clients, long begin, Duration time) {
            this.texts = texts;
            this.bodies =
                    texts.stream()
                            .map(text -> new JsonObject().put("inputs", text.text()).toBuffer())
                            .toList();
            this.clients = clients;
            this.begin = begin;
            this.end = begin + time.toNanos();
            this.client =
                    vertx.createHttpClient(
                            new HttpClientOptions()
                                    .setDefaultHost("127.0.0.1")
                                    .setDefaultPort(port)
                                    .setMaxPoolSize(clients)
                                    .setKeepAliveTimeout(300));
        }

        void start() {
            vertx.runOnContext(
                    ignored -> {
                        running = clients;
                        for (int i = 0; i < clients; i++) {
                            send();
                        }
                    });
        }

        private void send() {
            if (System.nanoTime() >= end) {
                stop();
                return;
            }
            int number = next;
            next = (next + 1) % bodies.size();
            long start = System.nanoTime();
            var unused =
                    client.request(HttpMethod.POST, "/embed")
                            .compose(
                                    request ->
                                            request.putHeader("content-type", "application/json")
                                                    .send(bodies.get(number)))
                            .compose(response -> response.body().map(body -> response))
                            .onComplete(
                                    result -> {
                                        if (result.succeeded()) {
                                            answered(number, start, result.result());
                                        } else {
                                            count(0, System.nanoTime());
                                            send();
                                        }
                                    });
        }

        private void answered(int number, long start, HttpClientResponse response) {
            long now = System.nanoTime();
            count(response.statusCode(), now);
            if (response.statusCode() == 429) {
                String seconds = response.getHeader("retry-after");
                if (seconds == null) {
                    refusedWithoutTime++;
                }
                long wait = seconds == null ? 1000 : 1000 * Long.parseLong(seconds);
                long unused = vertx.setTimer(Math.max(1, wait), timer -> send());
                return;
            }
            if (response.statusCode() == 200 && isCounted(now)) {
                tokens += texts.get(number).tokens();
                latencies.recordValue(Math.min(HIGHEST_MICROS, (now - start) / 1000));
            }
            send();
        }

        private void count(int status, long now) {
            if (isCounted(now)) {
                statuses.merge(status, 1L, Long::sum);
            }
        }

        private boolean isCounted(long now) {
            return now >= begin && now < end;
        }

        private void stop() {
            running--;
            if (running == 0) {
                var unused = client.close().onComplete(done -> finished.complete(null));
            }
        }
    }
}
