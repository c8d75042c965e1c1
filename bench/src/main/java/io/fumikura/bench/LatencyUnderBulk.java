package io.fumikura.bench;

import io.fumikura.bench.load.Load;
import io.fumikura.bench.load.MixedTexts;
import io.fumikura.bench.load.MixedTexts.SizedText;
import io.fumikura.bench.process.KafkaProcess;
import io.fumikura.bench.process.Prometheus;
import io.fumikura.bench.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How long a query of 16 tokens takes while the Kafka lane has more to do than it can, against the
 * same service with nothing else to do.
 */
final class LatencyUnderBulk {
    private static final Duration RAMP = Duration.ofSeconds(5);
    private static final int QUERY_TOKENS = 16;
    private static final int SHORTEST = 200;
    private static final int LONGEST = 400;

    private final Workbench bench;
    private final Duration time;
    private final Report report;

    LatencyUnderBulk(Workbench bench, Duration time, Report report) {
        this.bench = bench;
        this.time = time;
        this.report = report;
    }

    /**
     * @param chunks more than the model can compute in the time of the benchmark
     */
    void run(String name, Path model, int chunks) throws IOException, InterruptedException {
        MixedTexts source = bench.texts(model);
        List<SizedText> queries =
                IntStream.range(0, 500).mapToObj(i -> source.text(QUERY_TOKENS)).toList();
        report.title("Query of %d tokens, %s".formatted(QUERY_TOKENS, name));
        report.row("bulk lane", "p50 ms", "p95 ms", "p99 ms", "queries/s", "bulk tokens/s");
        int port = Workbench.freePort();
        try (KafkaProcess kafka = KafkaProcess.start(bench.root(), bench.work());
                ServiceProcess service =
                        bench.embeddingService(
                                model,
                                port,
                                Map.of(
                                        "EMBEDDING_KAFKA_ENABLED",
                                        "true",
                                        "KAFKA_BOOTSTRAP_SERVERS",
                                        kafka.address()));
                Load load = new Load(port)) {
            Prometheus metrics = new Prometheus(port);
            Load.Result idle = load.run(queries, 1, RAMP, time);
            row("idle", idle, 0);
            kafka.sendChunks(source.logUniform(chunks, SHORTEST, LONGEST));
            load.run(queries, 1, Duration.ZERO, RAMP);
            double tokens = metrics.sum("fumikura_batch_tokens_sum", "bulk");
            double seconds = metrics.sum("fumikura_batch_duration_seconds_sum", "bulk");
            double batches = metrics.sum("fumikura_batch_duration_seconds_count", "bulk");
            Load.Result busy = load.run(queries, 1, RAMP, time);
            boolean saturated = metrics.sum("fumikura_queue_tokens", "bulk") > 0;
            tokens = metrics.sum("fumikura_batch_tokens_sum", "bulk") - tokens;
            seconds = metrics.sum("fumikura_batch_duration_seconds_sum", "bulk") - seconds;
            batches = metrics.sum("fumikura_batch_duration_seconds_count", "bulk") - batches;
            row("saturated", busy, tokens / time.toSeconds());
            double batch = 1000 * seconds / batches;
            double bound = batch + 3 * idle.millisAt(95);
            report.line(
                    "mean bulk batch %.1f ms; bound (bulk batch + 3 × idle p95) %.1f ms; p95 %.1f ms%s"
                            .formatted(
                                    batch,
                                    bound,
                                    busy.millisAt(95),
                                    saturated
                                            ? ""
                                            : "; NOT SATURATED to the end: send more chunks"));
            report.line("resident at the end: " + service.residentMegabytes() + " MB");
        }
    }

    private void row(String name, Load.Result result, double bulk) {
        report.row(
                name,
                "%.1f".formatted(result.millisAt(50)),
                "%.1f".formatted(result.millisAt(95)),
                "%.1f".formatted(result.millisAt(99)),
                Math.round(result.answered() / (double) result.took().toSeconds()),
                Math.round(bulk));
    }
}
