package io.fumikura.bench;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The JMH benchmarks of the batcher and the tokeniser, each in a process of its own. */
final class MicroBenchmarks {
    private static final int ITERATIONS = 5;

    private final Workbench bench;
    private final Report report;

    MicroBenchmarks(Workbench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    void run() throws RunnerException {
        report.title("JMH, %d iterations of one second".formatted(ITERATIONS));
        report.row("benchmark", "tokens", "µs", "± (99.9 %)");
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include("io\\.fumikura\\.bench\\.micro\\..*")
                                        .param("root", bench.root().toString())
                                        .forks(1)
                                        .warmupIterations(3)
                                        .warmupTime(TimeValue.seconds(1))
                                        .measurementIterations(ITERATIONS)
                                        .measurementTime(TimeValue.seconds(1))
                                        .verbosity(VerboseMode.SILENT)
                                        .jvmArgsAppend("-Dai.djl.offline=true", "-Xmx512m")
                                        .build())
                        .run();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            String tokens = result.getParams().getParam("tokens");
            report.row(
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    tokens == null ? "" : tokens,
                    "%.2f".formatted(result.getPrimaryResult().getScore()),
                    "%.2f".formatted(result.getPrimaryResult().getScoreError()));
        }
    }
}
