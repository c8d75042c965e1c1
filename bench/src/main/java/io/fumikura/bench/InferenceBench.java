package io.fumikura.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the model services and prints tables; BENCHMARKS.md records them. */
@Command(
        name = "bench inference",
        description =
                "Measures the embedding-service on this machine, each table against a baseline of the"
                        + " same run. Nothing else should run meanwhile.",
        mixinStandardHelpOptions = true)
public final class InferenceBench implements Callable<Integer> {
    /** A table. */
    enum Part {
        SERVING,
        LATENCY,
        START,
        GPU,
        MICRO,
        SOAK
    }

    @Option(
            names = "--only",
            split = ",",
            description = "some of ${COMPLETION-CANDIDATES}; without it all but SOAK")
    private Part[] only = EnumSet.complementOf(EnumSet.of(Part.SOAK)).toArray(new Part[0]);

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "for one figure (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--tflops",
            defaultValue = "790",
            description = "dense fp16 of the GPU, for its roofline (default: ${DEFAULT-VALUE})")
    private double teraflops;

    @Option(names = "--seed", defaultValue = "1", description = "(default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "target/bench",
            description = "models are made there once; 8 GB with START (default: ${DEFAULT-VALUE})")
    private Path work = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new InferenceBench())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path root = Path.of(System.getProperty("fumikura.root", ".")).toAbsolutePath();
        Workbench bench = new Workbench(root, work.toAbsolutePath(), seed);
        Duration time = Duration.ofSeconds(seconds);
        Report report = new Report(spec.commandLine().getOut());
        report.machine(seed);
        Set<Part> parts = EnumSet.copyOf(Arrays.asList(only));
        if (parts.contains(Part.SERVING)) {
            ServingOverhead serving = new ServingOverhead(bench, time, report);
            serving.run("random encoder of MiniLM's size", bench.minilm());
            serving.run("mini-embedding", bench.miniature());
        }
        if (parts.contains(Part.LATENCY)) {
            new LatencyUnderBulk(bench, time, report)
                    .run("random encoder of MiniLM's size", bench.minilm(), 60 * seconds);
        }
        if (parts.contains(Part.START)) {
            new StartTime(bench, report).run();
        }
        if (parts.contains(Part.GPU)) {
            new GpuRoofline(bench, time, teraflops, report).run();
        }
        if (parts.contains(Part.MICRO)) {
            new MicroBenchmarks(bench, report).run();
        }
        if (parts.contains(Part.SOAK)) {
            new Soak(bench, report).run("random encoder of MiniLM's size", bench.minilm());
        }
        return 0;
    }
}
