package io.fumikura.cli;

import io.fumikura.cli.load.Dependency;
import io.fumikura.cli.load.Fault;
import io.fumikura.cli.load.SystemBench;
import io.fumikura.cli.scratch.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "bench-system",
        mixinStandardHelpOptions = true,
        description = {
            "Search and upload at fixed rates while one dependency after another is not well.",
            "A system of its own on free ports. Ends with 1 when callers saw what they must not see."
        })
final class BenchSystemCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Option(
            names = "--searches",
            description = "A second (default: ${DEFAULT-VALUE}).",
            defaultValue = "8")
    private double searches;

    @Option(
            names = "--uploads",
            description = "Small texts a second (default: ${DEFAULT-VALUE}).",
            defaultValue = "2")
    private double uploads;

    @Option(
            names = "--seconds",
            description =
                    "How long each fault, and each time after it (default: ${DEFAULT-VALUE}).",
            defaultValue = "15")
    private int seconds;

    @Option(
            names = "--dependencies",
            split = ",",
            description = "Which of ${COMPLETION-CANDIDATES} (default: all).")
    private List<Dependency> dependencies = List.of();

    @Option(
            names = "--faults",
            split = ",",
            description = "Which of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "SLOW,SILENT,REFUSING,FLAPPING")
    private List<Fault> faults = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (searches <= 0 || uploads <= 0 || seconds < 1) {
            throw new CommandFailure("--searches and --uploads are above 0, --seconds 1 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path root = settings().root();
        List<String> broken;
        try (TemporaryFolder scratch = TemporaryFolder.below(root.resolve("target/bench-system"))) {
            broken =
                    new SystemBench(root, line -> say(out, line))
                            .run(
                                    new SystemBench.Load(
                                            searches,
                                            uploads,
                                            Duration.ofSeconds(seconds),
                                            dependencies.isEmpty()
                                                    ? List.of(Dependency.values())
                                                    : dependencies,
                                            faults),
                                    scratch.path());
        }
        say(out, broken.isEmpty() ? "as promised throughout" : "not as promised:");
        broken.forEach(line -> say(out, "  " + line));
        return broken.isEmpty() ? 0 : 1;
    }
}
