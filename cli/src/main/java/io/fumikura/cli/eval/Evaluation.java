package io.fumikura.cli.eval;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.eval.EvalReport.AskedQuestion;
import io.fumikura.cli.eval.EvalReport.ModeResult;
import io.fumikura.cli.eval.EvalReport.SetResult;
import io.fumikura.cli.scratch.ScratchSystem;
import io.fumikura.cli.stack.Component;
import io.fumikura.contract.embedding.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The whole run: for each index a system of its own is started, the documents are brought in, every
 * question is asked in every mode, and the system is stopped; then the report is written. Without a
 * scratch folder nothing of it stays.
 */
public final class Evaluation {
    private static final List<String> SHOWN_SETTINGS =
            List.of("QUERY_SEARCH_", "INGEST_", "EMBEDDING_", "RERANKER_");

    private final Path root;
    private final EvalOptions options;
    private final Consumer<String> progress;
    private final Map<String, Map<String, String>> models = new LinkedHashMap<>();
    private double relevanceFloor = ModelInfo.UNSAID_RELEVANCE_FLOOR;

    public Evaluation(Path root, EvalOptions options, Consumer<String> progress) {
        this.root = root;
        this.options = options;
        this.progress = progress;
    }

    /** The table of all sets and modes, a line each. */
    public List<String> run() throws IOException, InterruptedException {
        Optional<EvalReport> earlier = options.against().map(EvalReport::read);
        List<RetrievalMode> modes = options.retrievalModes();
        Files.createDirectories(options.to());
        List<SetResult> results = new ArrayList<>();
        EvalReport report = report(results, earlier);
        for (EvalIndex index : indexes()) {
            results.addAll(measured(index, modes));
            // After each index, so that a run of hours that is broken off leaves what it has.
            report = report(results, earlier);
            report.write(options.to().resolve("eval.json"));
            EvalPage.write(report, options.to().resolve("eval.html"));
        }
        List<String> lines = new ArrayList<>(EvalTable.lines(report));
        lines.add("report: " + options.to().resolve("eval.html") + " and eval.json");
        return lines;
    }

    private EvalReport report(List<SetResult> results, Optional<EvalReport> earlier) {
        EvalReport report =
                new EvalReport(
                        Instant.now(),
                        models,
                        settings(System.getenv()),
                        options.clients(),
                        options.joined(),
                        List.copyOf(results),
                        null);
        return earlier.map(report::comparedWith).orElse(report);
    }

    private List<EvalIndex> indexes() throws IOException {
        List<BeirSet> sets = new ArrayList<>();
        for (Path folder : options.folders()) {
            BeirSet set = BeirSet.read(folder);
            if (sets.stream().anyMatch(other -> other.name().equals(set.name()))) {
                throw new CommandFailure(
                        "two folders are called %s; rename one".formatted(set.name()));
            }
            sets.add(set);
        }
        return options.joined()
                ? List.of(new EvalIndex(EvalIndex.JOINED, sets))
                : sets.stream().map(set -> new EvalIndex(set.name(), List.of(set))).toList();
    }

    private List<SetResult> measured(EvalIndex index, List<RetrievalMode> modes)
            throws IOException, InterruptedException {
        try (ScratchFolder folder = ScratchFolder.of(root, options.scratch(), index.name())) {
            folder.refuseAnother(index, options.models());
            Consumer<String> told = line -> progress.accept(index.name() + ": " + line);
            try (ScratchSystem system =
                    ScratchSystem.start(
                            root, folder.path(), options.models().settings(), line -> {})) {
                told.accept("system started");
                noteModels(system);
                double seconds = indexed(index, folder, system.client(), told);
                return asked(index, modes, system.client(), seconds, told);
            }
        }
    }

    private double indexed(
            EvalIndex index, ScratchFolder folder, FumikuraClient client, Consumer<String> told)
            throws IOException, InterruptedException {
        if (folder.isIndexed()) {
            told.accept(index.documents() + " documents are there from an earlier run");
            return 0;
        }
        Instant begin = Instant.now();
        new Indexing(client, options.clients(), told).run(index);
        folder.indexed();
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        told.accept("%d documents indexed in %.0f s".formatted(index.documents(), seconds));
        return seconds;
    }

    private List<SetResult> asked(
            EvalIndex index,
            List<RetrievalMode> modes,
            FumikuraClient client,
            double indexSeconds,
            Consumer<String> told)
            throws InterruptedException {
        Asking asking = new Asking(client, options.clients());
        List<SetResult> results = new ArrayList<>();
        for (BeirSet set : index.sets()) {
            List<BeirSet.Question> questions = sample(set.questions());
            List<ModeResult> byMode = new ArrayList<>();
            for (RetrievalMode mode : modes) {
                List<AskedQuestion> answers = asking.ask(mode, questions, index.names(set));
                byMode.add(Summary.of(mode, answers, relevanceFloor));
                told.accept(
                        "%s: %d questions of %s asked"
                                .formatted(mode.wireName(), answers.size(), set.name()));
            }
            results.add(
                    new SetResult(
                            set.name(),
                            index.documents(),
                            questions.size(),
                            set.unjudged(),
                            indexSeconds,
                            byMode));
        }
        return results;
    }

    private List<BeirSet.Question> sample(List<BeirSet.Question> questions) {
        if (options.sample().isEmpty() || options.sample().get() >= questions.size()) {
            return questions;
        }
        List<BeirSet.Question> shuffled = new ArrayList<>(questions);
        Collections.shuffle(shuffled, new Random(Bootstrap.SEED));
        return shuffled.subList(0, options.sample().get());
    }

    private void noteModels(ScratchSystem system) {
        for (Component seat : List.of(Component.EMBEDDING, Component.RERANKER)) {
            ModelInfo model = system.model(seat);
            models.put(
                    seat.processName(),
                    Map.of(
                            "model_id",
                            model.modelId(),
                            "model_digest",
                            model.modelDigest(),
                            "device",
                            model.device()));
        }
        relevanceFloor = system.model(Component.RERANKER).relevanceFloor();
    }

    /** Which settings of the services the caller has set, because they explain the figures. */
    private static Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> shown = new TreeMap<>();
        environment.forEach(
                (name, value) -> {
                    if (SHOWN_SETTINGS.stream().anyMatch(name::startsWith)) {
                        shown.put(name, value);
                    }
                });
        return shown;
    }
}
