package io.fumikura.cli;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.client.Ingestion;
import io.fumikura.cli.stack.StackSettings;
import io.fumikura.contract.ingest.DocumentView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ingest",
        description = "Bring files in and wait until each is indexed; exits 1 if one failed.")
final class IngestCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|FOLDER", arity = "1..*")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Longest wait for one document (default: ${DEFAULT-VALUE}).")
    private long timeoutSeconds = 600;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        StackSettings settings = settings();
        List<Path> files = DocumentFiles.below(paths);
        List<Ingestion.Outcome> failed = new ArrayList<>();
        try (FumikuraClient client = client(settings)) {
            Ingestion ingestion = new Ingestion(client, Duration.ofSeconds(timeoutSeconds));
            for (Path file : files) {
                Ingestion.Outcome outcome = ingest(ingestion, file, out);
                if (!outcome.indexed()) {
                    failed.add(outcome);
                }
            }
        }
        out.printf("%d of %d documents indexed%n", files.size() - failed.size(), files.size());
        failed.forEach(o -> out.printf("failed: %s: %s%n", o.file(), o.reason()));
        return failed.isEmpty() ? 0 : Fumikura.FAILED;
    }

    /** A bar that moves with the passages indexed on a terminal, one line a document elsewhere. */
    private static Ingestion.Outcome ingest(Ingestion ingestion, Path file, PrintWriter out)
            throws InterruptedException {
        String name = String.valueOf(file.getFileName());
        if (!Boolean.getBoolean("fumikura.terminal")) {
            Ingestion.Outcome outcome = ingestion.run(file, document -> {});
            out.printf("%s  %s%n", outcome.indexed() ? "indexed" : "FAILED ", name);
            out.flush();
            return outcome;
        }
        try (ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName(name)
                        .setInitialMax(1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(100)
                        .build()) {
            return ingestion.run(file, document -> show(bar, document));
        }
    }

    private static void show(ProgressBar bar, DocumentView document) {
        bar.maxHint(Math.max(1, document.chunks()));
        bar.stepTo(document.chunksIndexed());
        bar.setExtraMessage(Ingestion.stage(document));
    }
}
