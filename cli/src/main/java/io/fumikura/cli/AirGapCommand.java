package io.fumikura.cli;

import io.fumikura.cli.airgap.AirGapRun;
import io.fumikura.cli.airgap.CannotCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "airgap",
        description = {
            "Do the main job in a network that has only loopback, and report every attempt to leave.",
            "Exits 0 when there was none, 1 when there was one or the run was not whole, 3 when this"
                    + " machine does not permit the check."
        })
final class AirGapCommand extends Fumikura.Subcommand implements Callable<Integer> {
    /** Exit code of a check that could not be made. */
    static final int NOT_CHECKED = 3;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "Gets report.json and strace.log (default: target/airgap).")
    private @Nullable Path folder;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path root = settings().root();
        Path to = folder == null ? root.resolve("target/airgap") : folder;
        AirGapRun run =
                new AirGapRun(
                        root,
                        to,
                        line -> {
                            out.println(line);
                            out.flush();
                        });
        try {
            return run.run() ? 0 : Fumikura.FAILED;
        } catch (CannotCheck e) {
            spec.commandLine().getErr().println("not checked: " + e.getMessage());
            return NOT_CHECKED;
        }
    }
}
