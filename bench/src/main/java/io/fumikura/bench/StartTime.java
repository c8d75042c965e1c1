package io.fumikura.bench;

import io.fumikura.bench.process.ServiceProcess;
import io.fumikura.models.bench.CheckpointShape;
import io.fumikura.models.onnx.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/**
 * From the start of the process until {@code /q/health/ready} is green: every byte of the model
 * verified, golden outputs compared, warmed. The files are in the page cache.
 */
final class StartTime {
    private static final int RUNS = 5;

    private final Workbench bench;
    private final Report report;

    StartTime(Workbench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        report.title("Process start to ready, embedding-service, %d runs".formatted(RUNS));
        report.row("model folder", "median s", "slowest s");
        row(bench.miniature());
        row(bench.random("sarashina-size", CheckpointShape.SARASHINA, Precision.FP16));
    }

    private void row(Path model) throws IOException, InterruptedException {
        double[] seconds = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            int port = Workbench.freePort();
            try (ServiceProcess service = bench.embeddingService(model, port, Map.of())) {
                seconds[i] = service.start().toMillis() / 1000.0;
            }
        }
        Arrays.sort(seconds);
        report.row(
                "%.1f MB".formatted(bytes(model) / 1e6),
                "%.1f".formatted(seconds[RUNS / 2]),
                "%.1f".formatted(seconds[RUNS - 1]));
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long sum = 0;
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
