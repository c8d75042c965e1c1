package io.fumikura.bench;

import io.fumikura.bench.load.Load;
import io.fumikura.bench.load.MixedTexts;
import io.fumikura.bench.load.MixedTexts.SizedText;
import io.fumikura.bench.process.KafkaProcess;
import io.fumikura.bench.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A thousand clients at once for two minutes: what they are told, whether the service goes on
 * computing as fast as before, whether it grows, and what becomes of the chunks Kafka brings
 * meanwhile.
 */
final class Soak {
    private static final int CLIENTS = 1000;
    private static final int CHUNKS = 500;
    private static final Duration RAMP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofMinutes(2);

    private final Workbench bench;
    private final Report report;

    Soak(Workbench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    void run(String name, Path model) throws IOException, InterruptedException {
        MixedTexts source = bench.texts(model);
        List<SizedText> texts = source.logUniform(2000, 8, 512);
        report.title("%d clients for %s, %s".formatted(CLIENTS, TIME, name));
        report.row(
                "clients",
                "tokens/s",
                "ratio",
                "answers by status",
                "p50 s",
                "p99 s",
                "resident MB");
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
            load.run(texts, 32, RAMP, Duration.ofSeconds(10));
            Load.Result few = load.run(texts, 32, RAMP, Duration.ofSeconds(20));
            row(32, few, few, service);
            row(CLIENTS, load.run(texts, CLIENTS, RAMP, TIME.dividedBy(4)), few, service);
            kafka.sendChunks(source.logUniform(CHUNKS, 100, 300));
            Load.Result many = load.run(texts, CLIENTS, RAMP, TIME);
            row(CLIENTS, many, few, service);
            row(32, load.run(texts, 32, RAMP, Duration.ofSeconds(20)), few, service);
            KafkaProcess.Vectors vectors = kafka.vectors(CHUNKS, Duration.ofMinutes(2));
            report.line(
                    "%d chunks over Kafka meanwhile: %d have a vector, in %d records"
                            .formatted(CHUNKS, vectors.documents(), vectors.records()));
            report.line("429s without Retry-After: " + many.refusedWithoutTime());
        }
    }

    private void row(int clients, Load.Result result, Load.Result few, ServiceProcess service)
            throws IOException {
        report.row(
                clients,
                Math.round(result.tokensPerSecond()),
                "%.2f".formatted(result.tokensPerSecond() / few.tokensPerSecond()),
                result.statuses(),
                "%.2f".formatted(result.millisAt(50) / 1000),
                "%.2f".formatted(result.millisAt(99) / 1000),
                service.residentMegabytes());
    }
}
