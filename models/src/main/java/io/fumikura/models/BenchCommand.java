package io.fumikura.models;

import io.fumikura.inference.TextModel;
import io.fumikura.inference.TextModelOptions;
import io.fumikura.inference.batch.BatchListener;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.Task;
import io.fumikura.models.bench.CheckpointShape;
import io.fumikura.models.bench.RandomCheckpoint;
import io.fumikura.models.export.Export;
import io.fumikura.models.onnx.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long a model of the mission's size takes to export, to verify and to load. */
@Command(
        name = "bench",
        description =
                "Exports a random checkpoint with the embedder's full shapes, then measures verifying"
                        + " and loading from a warm page cache. Needs 8 GB of disk.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final String PEAK_MEMORY = "VmHWM:";

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "target/bench-models",
            description = "what is made there stays for the next run (default: ${DEFAULT-VALUE})")
    private Path work = Path.of("");

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            defaultValue = "models/mini-embedding/tokenizer.json",
            description = "any small tokenizer.json (default: ${DEFAULT-VALUE})")
    private Path tokenizer = Path.of("");

    @Option(names = "--runs", defaultValue = "5", description = "loads (default: ${DEFAULT-VALUE})")
    private int runs;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path folder = work.resolve("model");
        if (!Files.exists(folder.resolve("model.json.sha256"))) {
            export(folder);
        }
        ModelFolder model = ModelFolder.verify(folder);
        long[] verify = new long[runs];
        long[] load = new long[runs];
        for (int i = 0; i < runs; i++) {
            verify[i] = millis(() -> ModelFolder.verify(folder));
            load[i] = millis(() -> load(folder));
        }
        long bytes = model.manifest().files().stream().mapToLong(ModelFile::size).sum();
        print("model", "%.2f GB".formatted(bytes / 1e9));
        print("verify, median of %d".formatted(runs), median(verify) + " ms");
        print("verify and load and self-test, median", median(load) + " ms");
        print("the same, slowest", Arrays.stream(load).max().orElse(0) + " ms");
        return 0;
    }

    private void export(Path folder) throws IOException {
        Path checkpoint = work.resolve("checkpoint");
        if (!Files.exists(checkpoint.resolve("model.safetensors"))) {
            new RandomCheckpoint(CheckpointShape.SARASHINA).write(checkpoint, tokenizer);
        }
        Export.Order order =
                new Export.Order(
                        checkpoint,
                        folder,
                        Precision.FP16,
                        Optional.empty(),
                        Optional.empty(),
                        new Export.Origin(Optional.empty(), Optional.empty(), Optional.empty()));
        long start = System.nanoTime();
        new Export(order, line -> {}).run();
        print("export", Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        print("peak memory of the process so far", peakMemory());
    }

    private static void load(Path folder) {
        TextModelOptions options = TextModelOptions.defaults(Device.CPU);
        TextModel.load(folder, Task.EMBEDDING, options, BatchListener.none()).close();
    }

    private static long millis(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static long median(long[] values) {
        return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElse(0);
    }

    /** Linux tells it; elsewhere it is not known. */
    private static String peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "not known here";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(PEAK_MEMORY))
                .map(line -> line.substring(PEAK_MEMORY.length()).strip())
                .findFirst()
                .orElse("not known here");
    }

    private void print(String name, String value) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-40s %s%n", name, value);
        out.flush();
    }
}
