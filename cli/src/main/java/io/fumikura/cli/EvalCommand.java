package io.fumikura.cli;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.eval.EvalOptions;
import io.fumikura.cli.eval.Evaluation;
import io.fumikura.cli.eval.FeedbackSet;
import io.fumikura.cli.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how well questions find their documents, through the real services.",
            "A FOLDER holds corpus.jsonl, queries.jsonl and qrels.tsv (the BEIR layout). Each is"
                    + " indexed by a system of its own on free ports; a running one is not touched."
        })
final class EvalCommand extends Fumikura.Subcommand implements Callable<Integer> {
    private static final int MAX_CLIENTS = 32;

    @Parameters(paramLabel = "FOLDER", arity = "1..*")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--joined", description = "All folders in one index; else each in its own.")
    private boolean joined;

    @Option(
            names = "--modes",
            split = ",",
            description = "Which to compare (default: ${DEFAULT-VALUE}).",
            defaultValue = "lexical,dense,hybrid,hybrid+rerank")
    private List<String> modes = new ArrayList<>();

    @Option(
            names = "--clients",
            description = "How many ask at the same time (default: ${DEFAULT-VALUE}).")
    private int clients = 2;

    @Option(
            names = "--sample",
            paramLabel = "QUESTIONS",
            description = "Ask only so many of each folder, always the same ones.")
    private @Nullable Integer sample;

    @Option(
            names = "--scratch",
            paramLabel = "FOLDER",
            description = "Keep what is indexed here and use it again next time.")
    private @Nullable Path scratch;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "Gets eval.json and eval.html (default: target/eval).")
    private @Nullable Path to;

    @Option(
            names = "--against",
            paramLabel = "EARLIER.json",
            description = "Show the difference to an earlier report, question by question.")
    private @Nullable Path against;

    @Option(
            names = "--embedding-model",
            paramLabel = "FOLDER",
            description = "A model folder in place of EMBEDDING_MODEL_PATH or the miniature one.")
    private @Nullable Path embeddingModel;

    @Option(
            names = "--reranker-model",
            paramLabel = "FOLDER",
            description = "A model folder in place of RERANKER_MODEL_PATH or the miniature one.")
    private @Nullable Path rerankerModel;

    @Option(
            names = "--from-feedback",
            description =
                    "Write FOLDER from the logged questions and the thumbs of the running system,"
                            + " and measure nothing.")
    private boolean fromFeedback;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (fromFeedback) {
            return writeFeedbackSet(out);
        }
        if (clients < 1 || clients > MAX_CLIENTS || (sample != null && sample < 1)) {
            throw new CommandFailure(
                    "--clients is 1 to %d, --sample at least 1".formatted(MAX_CLIENTS));
        }
        Path root = settings().root();
        Instant begin = Instant.now();
        EvalOptions options =
                new EvalOptions(
                        folders,
                        joined,
                        modes,
                        clients,
                        Optional.ofNullable(sample),
                        Optional.ofNullable(scratch),
                        to == null ? root.resolve("target/eval") : to,
                        Optional.ofNullable(against),
                        new EvalOptions.Models(
                                Optional.ofNullable(embeddingModel),
                                Optional.ofNullable(rerankerModel)));
        new Evaluation(root, options, line -> say(out, begin, line)).run().forEach(out::println);
        out.flush();
        return 0;
    }

    private int writeFeedbackSet(PrintWriter out) throws IOException {
        if (folders.size() != 1) {
            throw new CommandFailure("--from-feedback writes one folder; name one");
        }
        StackSettings settings = settings();
        try (FumikuraClient client = client(settings)) {
            out.println(new FeedbackSet(client).write(folders.get(0)));
            out.println("measure it: ./dev.sh eval " + folders.get(0));
            return 0;
        }
    }
}
