package io.fumikura.bench;

import io.fumikura.bench.load.BareSession;
import io.fumikura.bench.load.Load;
import io.fumikura.bench.load.MixedTexts;
import io.fumikura.bench.load.MixedTexts.SizedText;
import io.fumikura.bench.process.Prometheus;
import io.fumikura.bench.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Tokens per second over HTTP, inputs of 8 to 512 tokens, against the same session in a bare loop.
 * Both are measured in turn, several times for each row, because a machine is not equally fast all
 * the time; the ratio is the median of the rounds.
 */
final class ServingOverhead {
    private static final List<Integer> CLIENTS = List.of(1, 8, 32, 128);
    private static final int ROUNDS = 5;
    private static final Duration RAMP = Duration.ofSeconds(4);
    private static final int TEXTS = 2000;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 512;

    private final Workbench bench;
    private final Duration time;
    private final Report report;

    ServingOverhead(Workbench bench, Duration time, Report report) {
        this.bench = bench;
        this.time = time;
        this.report = report;
    }

    void run(String name, Path model) throws IOException, InterruptedException {
        MixedTexts source = bench.texts(model);
        List<SizedText> texts = source.logUniform(TEXTS, SHORTEST, LONGEST);
        report.title("Serving overhead, %s, %d to %d tokens".formatted(name, SHORTEST, LONGEST));
        report.row(
                "clients",
                "tokens/s",
                "bare",
                "ratio",
                "lowest to highest",
                "padding",
                "p50 ms",
                "p95 ms",
                "p99 ms");
        int port = Workbench.freePort();
        try (BareSession bare = new BareSession(model, 0);
                ServiceProcess service = bench.embeddingService(model, port, Map.of());
                Load load = new Load(port)) {
            double unusedWarmUp = bare.tokensPerSecond(source, texts, time);
            load.run(texts, 32, Duration.ZERO, time);
            for (int clients : CLIENTS) {
                row(clients, source, texts, bare, load, new Prometheus(port));
            }
            report.line("resident after the last row: " + service.residentMegabytes() + " MB");
        }
    }

    private void row(
            int clients,
            MixedTexts source,
            List<SizedText> texts,
            BareSession bare,
            Load load,
            Prometheus metrics)
            throws IOException, InterruptedException {
        double[] ratios = new double[ROUNDS];
        double served = 0;
        double computed = 0;
        Histogram latencies = new Histogram(3);
        double padding = metrics.sum("fumikura_batch_padding_tokens_sum", "");
        double tokens = metrics.sum("fumikura_batch_tokens_sum", "");
        for (int i = 0; i < ROUNDS; i++) {
            double before = bare.tokensPerSecond(source, texts, time.dividedBy(4));
            Load.Result result = load.run(texts, clients, RAMP, time);
            double after = bare.tokensPerSecond(source, texts, time.dividedBy(4));
            ratios[i] = 2 * result.tokensPerSecond() / (before + after);
            served += result.tokensPerSecond() / ROUNDS;
            computed += (before + after) / 2 / ROUNDS;
            latencies.add(result.latencies());
        }
        padding = metrics.sum("fumikura_batch_padding_tokens_sum", "") - padding;
        tokens = metrics.sum("fumikura_batch_tokens_sum", "") - tokens;
        Arrays.sort(ratios);
        report.row(
                clients,
                Math.round(served),
                Math.round(computed),
                "%.2f".formatted(ratios[ROUNDS / 2]),
                "%.2f to %.2f".formatted(ratios[0], ratios[ROUNDS - 1]),
                "%.1f %%".formatted(100 * padding / (padding + tokens)),
                millis(latencies, 50),
                millis(latencies, 95),
                millis(latencies, 99));
    }

    private static String millis(Histogram latencies, double percentile) {
        return "%.1f".formatted(latencies.getValueAtPercentile(percentile) / 1000.0);
    }
}
