package io.fumikura.bench;

import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.onnx.OnnxModel;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.inference.text.Encoded;
import io.fumikura.models.bench.CheckpointShape;
import io.fumikura.models.checkpoint.LlamaConfig.Kind;
import io.fumikura.models.onnx.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * Tokens per second of the two models at their full size, with random weights, against what the GPU
 * could compute at most. Only where {@code nvidia-smi} finds one.
 */
final class GpuRoofline {
    private static final List<Integer> LENGTHS = List.of(128, 512, 2048, 8192);
    private static final int BATCH_TOKENS = 16_384;
    private static final int WARM_UP_RUNS = 3;

    private final Workbench bench;
    private final Duration time;
    private final double teraflops;
    private final Report report;

    /**
     * @param teraflops dense fp16 of the GPU, 10^12 a second
     */
    GpuRoofline(Workbench bench, Duration time, double teraflops, Report report) {
        this.bench = bench;
        this.time = time;
        this.teraflops = teraflops;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        report.title(
                "GPU, batches of %d tokens, roofline at %.0f TFLOP/s"
                        .formatted(BATCH_TOKENS, teraflops));
        if (!hasGpu()) {
            report.line(
                    "nvidia-smi finds no GPU here. It would need: an NVIDIA GPU with 8 GB free, CUDA 12"
                            + " and cuDNN 9, a build with -Pgpu, 16 GB of disk. ONNX Runtime prints the"
                            + " attention kernel it takes with ORT_ENABLE_ATTENTION_KERNEL_DEBUG_INFO=1.");
            return;
        }
        report.row("model", "length", "tokens/s", "roofline", "ratio");
        rows("sarashina-size", CheckpointShape.SARASHINA);
        rows("nemotron-rerank-size", CheckpointShape.NEMOTRON_RERANK);
    }

    private static boolean hasGpu() throws InterruptedException {
        try {
            return new ProcessBuilder("nvidia-smi", "-L")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void rows(String name, CheckpointShape shape) throws IOException {
        Path folder = bench.random(name, shape, Precision.FP16);
        try (OnnxModel model =
                OnnxModel.load(ModelFolder.verify(folder), OnnxOptions.on(Device.CUDA))) {
            for (int length : LENGTHS) {
                List<Encoded> batch =
                        Collections.nCopies(
                                BATCH_TOKENS / length,
                                new Encoded(new long[length], new long[length], length));
                double measured = tokensPerSecond(model, batch);
                double roofline = teraflops * 1e12 / flopsPerToken(shape, length);
                report.row(
                        name,
                        length,
                        Math.round(measured),
                        Math.round(roofline),
                        "%.2f".formatted(measured / roofline));
            }
        }
    }

    private double tokensPerSecond(OnnxModel model, List<Encoded> batch) {
        for (int i = 0; i < WARM_UP_RUNS; i++) {
            List<float[]> unused = model.run(batch);
        }
        long tokens = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            tokens += (long) model.run(batch).size() * batch.get(0).tokens();
        }
        return tokens / ((System.nanoTime() - start) / 1e9);
    }

    /**
     * Two for every weight of a matrix product, and two products of the attention with as many
     * positions as a token sees: all, or half of them where it is causal.
     */
    static double flopsPerToken(CheckpointShape shape, int length) {
        long queries = (long) shape.heads() * shape.headDim();
        long keys = (long) shape.keyValueHeads() * shape.headDim();
        long layer =
                shape.hidden() * (2 * queries + 2 * keys)
                        + 3L * shape.hidden() * shape.intermediate();
        double seen = shape.kind() == Kind.EMBEDDER ? length / 2.0 : length;
        return shape.layers() * (2.0 * layer + 4.0 * seen * queries);
    }
}
