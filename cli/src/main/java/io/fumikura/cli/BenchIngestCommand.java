package io.fumikura.cli;

import io.fumikura.cli.scratch.TemporaryFolder;
import io.fumikura.cli.throughput.IngestBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    private static final List<Integer> LENGTHS = List.of(200, 1_000, 5_000);
    private static final int SMALL_TEXTS = 1_000;

    @Option(
            names = "--pdf",
            paramLabel = "FILE",
            description = "Whose pages are repeated (default: the sample with a text layer).")
    private @Nullable Path pdf;

    @Option(
            names = "--pages",
            split = ",",
            description = "Lengths of the PDFs, one after another (default: 200,1000,5000).")
    private @Nullable List<Integer> pages;

    @Option(
            names = "--scan",
            split = ",",
            description =
                    "Lengths of PDFs that are nothing but pictures of pages, read by OCR after those"
                            + " PDFs. Alone: only they.")
    private List<Integer> scans = List.of();

    @Option(names = "--documents", description = "How many small texts after them (default: 1000).")
    private @Nullable Integer documents;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        IngestBench.Load load = load(settings().root());
        if (Stream.concat(load.pages().stream(), load.scans().stream()).anyMatch(n -> n < 1)
                || load.documents() < 0) {
            throw new CommandFailure(
                    "--pages and --scan are 1 or more each, --documents 0 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path root = settings().root();
        try (TemporaryFolder scratch = TemporaryFolder.below(root.resolve("target/bench-ingest"))) {
            new IngestBench(root, line -> say(out, line)).run(load, scratch.path());
        }
        return 0;
    }

    /** What is asked for; everything but scans where nothing is. */
    private IngestBench.Load load(Path root) {
        boolean all = scans.isEmpty();
        return new IngestBench.Load(
                pdf == null ? root.resolve("samples/documents/fl-320-guide.pdf") : pdf,
                pages == null ? (all ? LENGTHS : List.of()) : pages,
                scans,
                documents == null ? (all ? SMALL_TEXTS : 0) : documents);
    }
}
