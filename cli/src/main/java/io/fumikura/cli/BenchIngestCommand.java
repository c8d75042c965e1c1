package io.fumikura.cli;

import io.fumikura.cli.scratch.TemporaryFolder;
import io.fumikura.cli.throughput.IngestBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "bench-ingest",
        mixinStandardHelpOptions = true,
        description =
                "Measure how fast documents come in, by stage, on a system of its own on free ports.")
final class BenchIngestCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Option(
            names = "--pdf",
            paramLabel = "FILE",
            description = "Whose pages are repeated (default: the sample with a text layer).")
    private @Nullable Path pdf;

    @Option(
            names = "--pages",
            split = ",",
            description = "Lengths of the PDFs, one after another (default: ${DEFAULT-VALUE}).",
            defaultValue = "200,1000,5000")
    private List<Integer> pages = List.of();

    @Option(
            names = "--documents",
            description = "How many small texts after them (default: ${DEFAULT-VALUE}).")
    private int documents = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pages.stream().anyMatch(count -> count < 1) || documents < 0) {
            throw new CommandFailure("--pages are 1 or more each, --documents 0 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path root = settings().root();
        Path source = pdf == null ? root.resolve("samples/documents/fl-320-guide.pdf") : pdf;
        try (TemporaryFolder scratch = TemporaryFolder.below(root.resolve("target/bench-ingest"))) {
            new IngestBench(root, line -> say(out, line))
                    .run(new IngestBench.Load(source, pages, documents), scratch.path());
        }
        return 0;
    }
}
